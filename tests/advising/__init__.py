"""Tests of what is read from members' words."""
