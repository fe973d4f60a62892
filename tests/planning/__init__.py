"""Plans counted back from the Match."""
