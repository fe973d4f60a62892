"""From a document of any kind to Markdown, read in a process of its own with limits."""
