"""Reminders: which there are, when they are due, and that each is sent once."""
