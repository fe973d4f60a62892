"""Milestones, season dates, plans and practice scores over `config/timeline`; pure, the clock is an argument."""
