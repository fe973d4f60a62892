"""Answers in the words of a chat model, each of its statements checked before anybody reads it."""
