"""Practice scores."""
