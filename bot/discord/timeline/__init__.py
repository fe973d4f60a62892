"""`/timeline`, `/plan` and `/scores`."""
