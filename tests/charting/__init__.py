"""Tests of the pictures: what stands on them is looked at artist by artist, the bytes as a reader of PNG does."""
