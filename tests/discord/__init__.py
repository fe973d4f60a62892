"""The bot in Discord: the real client against a Discord in miniature."""
