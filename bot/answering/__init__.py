"""What an answer is, how it is put together from evidence, checked, and written out."""
