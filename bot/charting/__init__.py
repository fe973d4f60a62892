"""Pictures for a phone: plain data in, the bytes of a PNG out; matplotlib stays in here, without its global state."""
