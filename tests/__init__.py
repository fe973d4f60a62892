"""Tests, and what measures the answers."""
