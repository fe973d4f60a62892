"""`/strategy`: the strategy functions as commands."""
