"""Changing what the bot knows: golden questions, reviews, gaps, added documents."""
