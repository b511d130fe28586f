"""Sentences KK-1nn: lists out of the program, pasted blocks, many rows at once, doubles."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "KK-190": "Daftar tidak dapat ditulis sebagai {file}. Pilih Excel, CSV, atau PDF. Tidak ada yang tertulis.",
    "KK-191": "{count} kolom tidak muat pada kertas F4, paling banyak {most}. Sembunyikan sebagian kolom, atau simpan sebagai Excel. Tidak ada yang dicetak.",
    "KK-192": "{count} baris yang ditempel melewati baris terakhir daftar dan tidak dipakai. Tambah pegawainya dahulu, atau impor berkasnya.",
    "KK-193": "{count} kolom yang ditempel tidak mempunyai kolom di kanan sel ini dan tidak dipakai. Tampilkan kolomnya, atau mulai dari sel lain.",
    "KK-194": "Kolom {titles} tidak dikenal di daftar ini dan tidak dipakai.",
    "KK-195": "Tidak ada isian yang dapat ditempel di sini. Pilih sel pertama, atau salin dengan judul kolom. Tidak ada yang berubah.",
    "KK-196": "Data {name} tidak dapat digabung dengan dirinya sendiri. Pilih dua pegawai. Tidak ada yang berubah.",
    "KK-197": "Data {name} sudah digabung atau dihapus. Lihat lagi daftarnya. Tidak ada yang berubah.",
}
