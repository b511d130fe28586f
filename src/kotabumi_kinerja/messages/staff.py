"""Sentences KK-1nn: people."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "KK-104": "NIP {name} tidak cocok dengan jenis kelamin. Angka ke-15 adalah {digit} ({sex}). Perbaiki salah satunya.",
    "KK-105": "NIP {name} berisi tanggal lahir {nip_born}, sedangkan datanya {born}. Perbaiki salah satunya.",
    "KK-106": "NIP {name} bukan bentuk NIP PNS atau NI PPPK: angka ke-13 dan ke-14 adalah {digits}. Cocokkan dengan surat keputusan. Datanya tetap diterima.",
    "KK-107": "NIP {name} aneh: angka ke-15 adalah {digit}, seharusnya 1 (laki-laki) atau 2 (perempuan). Cocokkan dengan surat keputusan.",
    "KK-108": "NIP {name} berisi tahun pengangkatan {year}, terlalu dekat dengan tahun lahir. Cocokkan dengan surat keputusan.",
    "KK-109": "NIK {name} tidak cocok dengan tanggal lahir atau jenis kelamin. Cocokkan dengan KTP. Datanya tetap diterima.",
    "KK-110": "NIK {name} berisi {count} angka, seharusnya 16. Cocokkan dengan KTP. Datanya tetap diterima.",
    "KK-112": "Golongan '{text}' tidak dikenal. Tulis seperti III/b untuk PNS atau IX untuk PPPK. Data lain tidak berubah.",
    "KK-113": "Jenis kelamin '{text}' tidak dikenal. Tulis L atau P. Data lain tidak berubah.",
    "KK-114": "Jenis pegawai '{text}' tidak dikenal. Pilih CPNS, PNS, PPPK, PPPK Paruh Waktu, atau Non ASN. Data lain tidak berubah.",
    "KK-115": "NIP {nip} tidak mempunyai nama. Isi nama, lalu ulangi. Data lain tidak berubah.",
    "KK-116": "Golongan {name} tertulis '{typed}', kode SIASN berkata {used}. Yang dipakai {used}.",
    "KK-120": "NIP '{nip}' berisi {count} tanda, seharusnya 18 angka. Periksa lalu tulis lagi. Data lain tidak berubah.",
    "KK-121": "NIP {nip} dimulai dengan tanggal lahir {date} yang tidak ada. Periksa 8 angka pertama. Data lain tidak berubah.",
    "KK-122": "NIP {where} rusak oleh Excel, angka belakang hilang. {advice}",
    "KK-123": "NIP {name} sudah ada pada baris {row} berkas ini. Baris pertama yang dipakai; hapus salah satunya bila yang ini yang benar.",
    "KK-130": "Tanggal '{text}' tidak terbaca. Tulis seperti 28-02-1990. Data lain tidak berubah.",
    "KK-131": "{text} tidak ada. Tulis tanggal yang benar, misalnya 28-02-1990.",
    "KK-146": "Tidak ada pegawai dengan NIP {nip} di kantor ini. Periksa angkanya, atau tambah pegawainya.",
    "KK-147": "Kolom '{field}' tidak dapat diubah di sini. Tidak ada yang berubah.",
    "KK-148": "NIP {nip} sudah terdaftar atas nama {name}. Buka data itu; tidak ada yang ditambahkan.",
}
