"""Tukar Data: the stick, what goes and comes, receipts, conflicts, packages of the past."""
