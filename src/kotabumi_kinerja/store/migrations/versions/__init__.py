"""One file a schema, numbered as `PRAGMA user_version`."""
