"""Tests of the model server, with the clients that the program uses."""
