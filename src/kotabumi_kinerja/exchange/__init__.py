"""Packages between offices and the centre: bytes, keys, enrolment, files on a stick."""
