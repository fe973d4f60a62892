"""The console script: each command parses, calls and prints."""
