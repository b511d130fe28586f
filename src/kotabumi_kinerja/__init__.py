"""Kotabumi Kinerja: performance of civil servants, prepared, printed and exchanged offline."""

__version__ = "0.1.0"
