"""What an office does; one file a matter."""
