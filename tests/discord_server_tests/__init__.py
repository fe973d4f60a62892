"""The miniature itself, driven by small real clients."""
