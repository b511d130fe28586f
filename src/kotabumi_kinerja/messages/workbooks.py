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
    "KK-165": "Berkas {file} berjenis Excel biner (xlsb) yang tidak dibaca program ini. Buka di Excel, simpan sebagai Buku Kerja Excel (.xlsx), lalu impor hasilnya. Tidak ada yang diimpor.",
    "KK-170": "NIP {ruined} pada baris {row} rusak oleh Excel, angka belakang hilang. Tanggal lahir dan nama cocok dengan {nip} di daftar pegawai. Centang baris ini agar NIP itu dipakai.",
    "KK-172": "NIP {name} rusak oleh Excel: yang tersisa {digits}, angka belakang hilang. {count} pegawai terdaftar cocok, jadi tidak dapat dipastikan siapa. Isi lagi NIP sebagai teks dari sumbernya. Data lain tidak berubah.",
    "KK-173": "Tidak ada baris berkas {file} yang dipilih untuk disimpan. Centang barisnya, lalu ulangi. Tidak ada yang diimpor.",
    "KK-174": "Status kepegawaian {name} tidak ada dalam berkas. Dari bentuk NIP dipakai {status}. Cocokkan dengan surat keputusan.",
    "KK-175": "Daftar pegawai berubah sejak uji coba berkas {file}. Ulangi uji cobanya agar yang dibandingkan adalah data terbaru. Tidak ada yang diimpor.",
    "KK-176": "Kolom '{field}' tidak dikenal. Pilih salah satu: {known}. Tidak ada yang diimpor.",
    "KK-177": "NIP {nip} tidak ada dalam berkas {file}. Periksa angkanya. Tidak ada yang diimpor.",
    "KK-178": "Impor lain sedang berjalan. Tunggu sampai selesai atau batalkan yang itu, lalu ulangi.",
    "KK-179": "Tidak ada baris berkas {file} yang NIP-nya dapat diperbaiki pada NIP {nip}. Lihat dulu dengan --dry-run. Tidak ada yang diimpor.",
}
