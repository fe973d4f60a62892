"""From what members say of themselves to the strategy functions that answer them."""
