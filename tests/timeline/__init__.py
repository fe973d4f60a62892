"""What is due when, and practice scores over time."""
