"""The strategy functions: their tables, what may be given to them, and what they must never say."""
