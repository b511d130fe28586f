"""Building, packing and trying the program as its users get it."""
