"""The way from each older schema to the next; the newest is laid out by `opening.lay_out`."""
