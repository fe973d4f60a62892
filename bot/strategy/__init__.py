"""Score-based advice: decision tables read from data, and the pure functions that read them."""
