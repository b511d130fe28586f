"""The tab Pegawai: the staff register with its record."""
