"""What there is to look up and to practise: `/sources`, `/define`, `/practice`, `/help`."""
