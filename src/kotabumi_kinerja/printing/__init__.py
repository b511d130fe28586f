"""Official forms on paper."""
