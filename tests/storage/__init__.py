"""What is remembered between restarts, on both databases."""
