"""The tab Beranda: what is due today."""
