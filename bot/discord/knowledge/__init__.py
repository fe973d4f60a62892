"""`/knowledge`: moderators change what the bot knows, see what would change before it does, and can take it back."""
