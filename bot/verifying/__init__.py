"""Checking what somebody claims against what the guides say."""
