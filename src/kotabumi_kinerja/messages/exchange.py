"""Sentences KK-3nn: exchange, enrolment and the stick."""

from typing import Final

SAFE_TO_REMOVE: Final = "Paket {number} tersimpan utuh di {place}. Flashdisk aman dicabut."
"""After a delivery; not an error, so it has no code."""

SENTENCES: Final[dict[str, str]] = {
    "KK-301": "Tidak ada paket Kotabumi Kinerja di {place}. Pilih flashdisk atau folder lain. "
    "Data kantor ini tidak berubah.",
    "KK-302": "Komputer ini tidak dapat menulis ke {place}: {reason}. Kosongkan ruang di diska "
    "itu, lalu ulangi. Data kantor ini tidak berubah.",
    "KK-303": "Flashdisk ini tidak menyimpan paket {number} dengan benar. Tidak ada data yang "
    "rusak; paket belum terkirim. Pakai flashdisk lain, lalu ulangi.",
    "KK-304": "Flashdisk dicabut sebelum selesai dibaca. Tidak ada yang diimpor dan data kantor "
    "ini tidak berubah. Pasang lagi, lalu ulangi.",
    "KK-305": "Flashdisk dicabut sebelum selesai. Tidak ada data yang rusak; paket {number} belum "
    "terkirim. Pasang lagi, lalu ulangi.",
    "KK-306": "Flashdisk {place} penuh; paket {number} belum terkirim. Kosongkan {megabytes} MB, "
    "lalu ulangi. Tidak ada data yang rusak.",
    "KK-307": "Flashdisk tidak boleh ditulisi; paket {number} belum terkirim. Buka kuncinya atau "
    "pakai flashdisk lain, lalu ulangi. Tidak ada data yang rusak.",
    "KK-308": "Berkas {name} sudah ada di flashdisk dengan isi lain dan tidak ditimpa; paket "
    "{number} belum terkirim. Tukar sekali lagi agar paket mendapat nomor baru.",
    "KK-309": "Berkas paket {number} sedang dipakai program lain. Tunggu pemeriksaan virus "
    "selesai, lalu ulangi. Tidak ada data yang rusak.",
    "KK-311": "Paket ini untuk {office}, bukan kantor ini. Tidak ada yang diimpor.",
    "KK-312": "Paket {number} rusak di tengah jalan. Minta {sender} menulisnya lagi; data kantor "
    "ini tidak berubah.",
    "KK-313": "Berkas ini bukan paket Kotabumi Kinerja. Pilih berkas .kkx. Tidak ada yang diimpor.",
    "KK-314": "Paket ini rusak di bagian depan. Minta pengirimnya menulis lagi; data kantor ini "
    "tidak berubah.",
    "KK-315": "Isi paket {number} berubah di jalan: tanda pengamannya tidak cocok. Minta {sender} "
    "menulisnya lagi; data kantor ini tidak berubah.",
    "KK-316": "Paket {number} dari {sender} tidak terkunci untuk komputer ini. Minta {sender} "
    "menulis paket baru setelah komputer ini terdaftar; data kantor ini tidak berubah.",
    "KK-317": "Isi paket {number} dari {sender} tidak dapat dipercaya: susunannya salah. Kirim "
    "foto layar ini kepada {sender}; tidak ada yang diimpor.",
    "KK-318": "Berkas ini ditulis program yang lebih baru. Perbarui program dahulu, lalu ulangi; "
    "data kantor ini tidak berubah.",
    "KK-320": "Komputer {letters} di {sender} belum terdaftar. Cocokkan 8 huruf itu lewat "
    "telepon, lalu daftarkan. Tidak ada yang diimpor.",
    "KK-321": "Sertifikat pengirim paket ini tidak sah. Hubungi BKPSDM; tidak ada yang diimpor.",
    "KK-322": "Komputer {label} di {sender} sudah dicabut haknya pada {date}. Paket {number} "
    "tidak diimpor; data kantor ini tidak berubah.",
    "KK-330": "Kode ini bukan kode berkas pendaftaran itu. Cocokkan nama kantor di kertas kode, "
    "lalu ketik ulang. Belum ada yang diubah.",
    "KK-331": "Kode pendaftaran terdiri atas 16 huruf dan angka; yang diketik {count}. Periksa "
    "kertas kode, lalu lengkapi. Belum ada yang diubah.",
    "KK-332": "Berkas pendaftaran ini rusak atau bukan berkas pendaftaran. Minta BKPSDM menulisnya "
    "lagi. Belum ada yang diubah.",
    "KK-333": "Paket pertama dari komputer ini tidak memakai kode pendaftaran yang benar. "
    "Cocokkan 8 huruf kuncinya lewat telepon. Tidak ada yang diimpor.",
    "KK-334": "Ada huruf yang salah ketik dalam kode pendaftaran. Periksa lagi dengan kertas "
    "kode. Belum ada yang diubah.",
    "KK-340": "Paket {number} dari {sender} ditahan: data di komputer ini lebih lama, mungkin "
    "dipulihkan dari cadangan. Tukar sekali lagi agar yang kurang dikirim ulang; tidak ada yang "
    "hilang.",
    "KK-341": "Paket {number} dari {sender} memakai nomor perubahan yang tidak masuk akal. Kirim "
    "foto layar ini kepada {sender}; tidak ada yang diimpor.",
    "KK-342": "Isi {sender} berbeda dengan isi di sini padahal tanda terimanya sama. Hubungi "
    "BKPSDM sebelum menukar lagi; data kantor ini tidak berubah.",
    "KK-343": "Paket {number} dari {sender} tidak lengkap: ada catatan tanpa induknya. Minta "
    "{sender} menulisnya lagi; data kantor ini tidak berubah.",
    "KK-360": "Paket {number} dari {sender} bukan untuk kantor ini. Tidak ada yang diimpor.",
    "KK-361": "Isi paket {number} dari {sender} tidak sesuai dengan susunan data program ini. Minta "
    "{sender} menulisnya lagi; data kantor ini tidak berubah.",
    "KK-362": "Konflik {what} sudah selesai. Muat ulang daftar konflik; tidak ada yang berubah.",
    "KK-363": "Konflik {what} hanya dapat diselesaikan BKPSDM. Kedua nilai tetap tersimpan.",
    "KK-364": "Kantor ini tidak dapat memakai kode kantor dari BKPSDM. Hubungi BKPSDM; data kantor "
    "ini tidak berubah.",
}
