"""Sentences KK-5nn: undo and history."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "KK-501": "Tidak dapat diurungkan: {what} sudah diubah lagi oleh {who}. Lihat riwayat. Data "
    "tidak berubah.",
    "KK-502": "Tidak ada langkah yang dapat diurungkan.",
    "KK-503": "Tidak ada langkah yang dapat diulangi.",
    "KK-590": "Data tidak boleh dihapus dari berkas. Pakai Hapus di program, yang dapat "
    "diurungkan. Data tidak berubah.",
    "KK-591": "Nomor dan induk sebuah catatan tidak dapat diganti. Buat catatan baru. Data tidak "
    "berubah.",
    "KK-592": "Perubahan di luar program ditolak, sebab tidak tercatat dalam riwayat. Data tidak "
    "berubah.",
    "KK-593": "Bagian ini milik BKPSDM dan tidak dapat diubah di kantor. Ajukan usul perubahan. "
    "Data tidak berubah.",
}
