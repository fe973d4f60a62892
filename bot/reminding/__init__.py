"""Reminders: which a member is to have and when, what each says, and the loop that sends each of them once."""
