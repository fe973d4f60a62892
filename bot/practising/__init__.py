"""Practice scores: reading them, and where they stand."""
