"""What belongs to a member: `/profile`, `/remind`, `/privacy`."""
