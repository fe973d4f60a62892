"""Tests of what members practise with."""
