"""What the program is measured by, beside what a user would pick instead."""
