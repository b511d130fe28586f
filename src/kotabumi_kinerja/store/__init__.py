"""The office's database: schema, journal, undo, merge, backup."""
