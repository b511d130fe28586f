"""Kotabumi Kinerja: performance of civil servants, prepared, checked, printed and exchanged offline."""

__version__ = "0.1.0"
