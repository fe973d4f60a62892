"""What can be wrong with a decision table; wrong inputs are no errors here, they are refused in an Advice."""


class TableError(ValueError):
    """A decision table holds a wrong value; the message names where."""
