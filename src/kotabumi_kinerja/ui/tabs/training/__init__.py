"""Pelatihan: events, their participants, and everybody's hours of a year."""
