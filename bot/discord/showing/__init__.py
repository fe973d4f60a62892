"""What members see: sheets, put into Discord's form within its limits, with buttons that work after a restart."""
