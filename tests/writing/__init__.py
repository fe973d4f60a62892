"""Answers worded by a chat model, and the judge of what it wrote."""
