"""Claims checked against the guides."""
