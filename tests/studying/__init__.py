"""Study plans."""
