"""Sentences KK-4nn: files, database and backup."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "KK-450": "Kode pemulihan ini bukan kode basis data itu. Cari lembar yang dicetak saat basis "
    "data dibuat, lalu ketik ulang. Data tidak berubah.",
    "KK-451": "Kelompok {group} pada kode pemulihan salah ketik. Periksa lagi dengan lembar "
    "cetaknya. Data tidak berubah.",
    "KK-452": "Berkas pemulihan ini rusak atau bukan berkas pemulihan. Pakai salinannya dari "
    "cadangan lain. Data tidak berubah.",
    "KK-453": "Kalimat sandi terlalu pendek. Pakai paling sedikit {shortest} huruf, misalnya "
    "empat kata yang mudah diingat. Belum ada yang disimpan.",
    "KK-454": "Kalimat sandi tidak cocok. Periksa huruf besar dan kecil, lalu ketik ulang. Data "
    "tidak berubah.",
    "KK-455": "Kunci yang tersimpan rusak. Pulihkan dari cadangan terakhir; data yang sudah "
    "dikirim aman.",
    "KK-456": "Kode pemulihan terdiri atas {wanted} huruf dan angka; yang diketik {count}. "
    "Lengkapi menurut lembar cetaknya. Data tidak berubah.",
}
