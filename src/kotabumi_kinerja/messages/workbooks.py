"""Sentences KK-1nn: workbooks in and out."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "KK-150": "Berkas {file} tidak ditemukan. Periksa nama dan tempatnya, lalu pilih lagi. Tidak ada yang diimpor.",
    "KK-151": "Berkas {file} bukan buku kerja Excel, ODS, atau CSV. Pilih berkas lain. Tidak ada yang diimpor.",
    "KK-152": "Berkas {file} sebenarnya halaman web. Buka di Excel, simpan sebagai Buku Kerja Excel (.xlsx), lalu impor hasilnya. Tidak ada yang diimpor.",
    "KK-153": "Berkas {file} dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya, simpan, lalu ulangi. Tidak ada yang diimpor.",
    "KK-154": "Berkas {file} rusak dan tidak dapat dibaca utuh. Minta salinan baru, atau buka dan simpan lagi di Excel. Tidak ada yang diimpor.",
    "KK-155": "Berkas {file} terlalu besar: lebih dari {rows} baris, atau ada isi jauh di luar tabel. Hapus isi di luar tabel atau bagi menjadi beberapa berkas. Tidak ada yang diimpor.",
    "KK-156": "Berkas {file} kosong. Pilih berkas yang berisi data. Tidak ada yang diimpor.",
    "KK-157": "Judul kolom {headings} tidak ditemukan pada {rows} baris pertama berkas {file}. Periksa apakah berkasnya benar, atau tulis judul kolom itu. Tidak ada yang diimpor.",
    "KK-158": "Judul kolom {heading} ada dua kali pada lembar {sheet} berkas {file}. Hapus atau ganti nama salah satunya, lalu ulangi. Tidak ada yang diimpor.",
    "KK-159": "Berkas {file} tidak dapat dibaca dari tempatnya. Salin ke komputer ini, lalu ulangi. Tidak ada yang diimpor.",
    "KK-160": "Daftar {file} tidak muat di Excel: lebih dari 1.048.000 baris, atau satu teks lebih dari 32.767 huruf. Saring daftarnya, lalu ulangi. Berkas lama tidak berubah.",
    "KK-161": "Berkas {file} tidak dapat ditulis di tempat itu. Pilih folder lain, lalu ulangi. Berkas lama tidak berubah.",
    "KK-162": "Berkas {file} tidak berisi satu pun pegawai di bawah judul kolomnya. Tidak ada yang diimpor.",
    "KK-163": "Semua {count} baris berkas {file} ditolak. Perbaiki menurut alasannya, lalu ulangi. Tidak ada yang diimpor.",
    "KK-164": "Berkas {file} tidak tertulis: diska penuh. Kosongkan tempat atau pilih folder pada diska lain, lalu ulangi. Berkas lama tidak berubah.",
}
