"""One file for each official form."""
