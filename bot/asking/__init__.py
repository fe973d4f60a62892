"""From a question to an answer: the one path everything takes."""
