"""What is remembered between restarts, in SQLite or PostgreSQL: profiles, scores, reminders, turns, servers."""
