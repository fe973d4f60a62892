"""How large, how long and how dense a document may be; every limit of this package stands here."""

LARGEST_FILE = 8 * 1024**2
"""Bytes of a file."""
MOST_PAGES = 300
"""Pages of a PDF."""
LONGEST_TEXT = 600_000
"""Characters of what a document comes to."""
LONGEST_ANSWER = 4 * LONGEST_TEXT + 65_536
"""Bytes that the reading process may answer with."""
LONGEST_TITLE = 200
"""Characters of a title; a longer one is no title."""

SECONDS = 30.0
"""Time to read one document, start of the process included."""
MEMORY = 1024**3
"""Bytes of memory beyond what Python and the converter take before they read."""
MOST_OPEN_FILES = 64

MOST_PARTS = 2_000
"""Files inside a DOCX file."""
LARGEST_PART = 32 * 1024**2
"""Bytes of one such file, unpacked."""
LARGEST_PACKAGE = 64 * 1024**2
"""Bytes of all of them, unpacked."""
DENSEST_PART = 200
"""Times that a part of more than a mebibyte may grow when it is unpacked."""
