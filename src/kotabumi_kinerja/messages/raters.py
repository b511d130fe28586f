"""Sentences KK-1nn: who rates whom."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "KK-140": "{name} belum mempunyai penilai sejak {since}. Tetapkan penilai dahulu.",
    "KK-141": "Penilai tidak boleh orang yang sama dengan pegawai. Pilih orang lain.",
    "KK-142": "{name} mempunyai dua penilai definitif sekaligus. Akhiri salah satunya.",
    "KK-143": "Penilai {name} tidak lagi aktif di kantor ini. Tetapkan penilai lain.",
    "KK-144": "Penilai berputar: {names}. Ganti salah satu penilai.",
    "KK-145": "Jabatan penilai {name} tidak lebih tinggi. Pilih penilai lain, atau catat pelimpahannya. Datanya tetap tersimpan.",
    "KK-149": "Jenis penilai '{kind}' tidak dikenal. Pilih DEFINITIF, PLT, PLH, atau DELEGASI.",
}
