"""The advising bot: from a member's question to a short answer that cites the guides."""
