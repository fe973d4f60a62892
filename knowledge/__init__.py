"""The guides and finding things in them; knows nothing of the bot."""
