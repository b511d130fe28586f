"""Sentences KK-46n and KK-47n: updates of the program that come on a stick."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "KK-460": "Tidak ada pembaruan program di {place}. Pasang flashdisk dari BKPSDM atau pilih "
    "berkasnya. Program tetap versi {own}.",
    "KK-461": "Berkas {file} tidak terbaca sampai selesai; mungkin flashdisk dicabut. Pasang lagi, "
    "lalu ulangi. Program dan data tidak berubah.",
    "KK-462": "Berkas {file} bukan pembaruan Kotabumi Kinerja. Minta BKPSDM menyalinnya lagi. "
    "Tidak ada yang dijalankan.",
    "KK-463": "{file} adalah pintasan atau map, bukan berkas biasa, jadi tidak dibuka. Salin berkas "
    "aslinya ke flashdisk. Tidak ada yang dijalankan.",
    "KK-464": "Berkas {file} lebih besar daripada ukuran pembaruan yang diizinkan, {megabytes} MB. "
    "Minta BKPSDM menyalinnya lagi. Tidak ada yang dijalankan.",
    "KK-465": "Program ini belum mengenal kunci rilis, jadi pembaruan {file} tidak dapat diperiksa. "
    "Pasang versi resmi dari BKPSDM. Tidak ada yang dijalankan.",
    "KK-466": "Pembaruan {file} ditandatangani kunci {letters}, yang tidak dikenal program ini. "
    "Jangan dipakai; tanyakan asalnya kepada BKPSDM. Tidak ada yang dijalankan.",
    "KK-467": "Kunci {name} yang menandatangani {file} sudah dicabut sejak {since}. Minta pembaruan "
    "yang baru kepada BKPSDM. Tidak ada yang dijalankan.",
    "KK-468": "Tanda tangan pembaruan {file} tidak cocok; isinya diubah sesudah ditandatangani. "
    "Jangan dipakai; tanyakan asalnya kepada BKPSDM. Tidak ada yang dijalankan.",
    "KK-469": "Berkas {file} adalah pembaruan untuk program lain, {product}. Pilih berkas lain. "
    "Tidak ada yang dijalankan.",
    "KK-470": "Versi {version} belum dipasang: program ini dipasang administrator untuk semua "
    "pengguna komputer. Minta administrator memasangnya. Program dan data tidak berubah.",
    "KK-471": "Versi {version} tidak lebih baru daripada versi {own} di komputer ini. Tidak perlu "
    "dipasang. Program dan data tidak berubah.",
    "KK-472": "Versi {version} hanya dapat dipasang di atas versi {minimum} atau sesudahnya; di "
    "komputer ini versi {own}. Minta BKPSDM pembaruan ke versi {minimum} dahulu. Program dan data "
    "tidak berubah.",
    "KK-473": "Versi {version} tidak mengenal bentuk data kantor ini, yang lebih baru. Minta BKPSDM "
    "pembaruan yang lebih baru. Program dan data tidak berubah.",
    "KK-474": "Berkas {file} berubah sejak dilihat. Periksa lagi isinya, lalu ulangi. Tidak ada "
    "yang dijalankan.",
    "KK-475": "Pembaruan {file} rusak: isinya terpotong atau berubah. Minta BKPSDM menyalinnya "
    "lagi. Tidak ada yang dijalankan.",
    "KK-476": "Pembaruan tidak tersalin: diska {disk} penuh. Kosongkan {megabytes} MB, lalu ulangi. "
    "Program dan data tidak berubah.",
    "KK-477": "Pembaruan tidak tersalin: map {folder} tidak dapat ditulisi. Periksa hak akses akun "
    "ini, lalu ulangi. Program dan data tidak berubah.",
    "KK-478": "Versi {version} utuh dan tanda tangannya sah, tetapi hanya dapat dipasang di "
    "Windows. Program dan data tidak berubah.",
    "KK-479": "Pemasang versi {version} dihalangi di komputer ini, mungkin oleh pemeriksa virus. "
    "Minta petugas TI mengizinkannya, lalu ulangi. Program dan data tidak berubah.",
}
