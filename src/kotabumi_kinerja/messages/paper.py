"""Sentences KK-6nn: printing and verification."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "KK-601": "Huruf '{letter}' dalam '{text}' tidak ada pada huruf cetak. "
    "Tulis dengan huruf Latin, lalu ulangi. Tidak ada yang tercetak.",
    "KK-602": "Gambar tidak terbaca. Pilih foto atau lambang lain dalam bentuk JPEG atau PNG. "
    "Tidak ada yang tercetak.",
    "KK-603": "Kode verifikasi tidak terbaca lengkap. Pindai lagi dari kertas yang rata "
    "dan terang, atau ketik 16 huruf di bawahnya.",
    "KK-604": "Kode verifikasi ini dibuat oleh Kotabumi Kinerja yang lebih baru. "
    "Perbarui program ini, lalu pindai lagi.",
    "KK-605": "Kode '{typed}' salah ketik. Bandingkan dengan 16 huruf di bawah kotak kode, "
    "lalu ulangi.",
    "KK-606": "Angka {value} tidak muat dalam kode verifikasi. Periksa angka kredit, JP, "
    "dan IP ASN. Tidak ada yang tercetak.",
    "KK-607": "Berkas ini bukan PDF yang utuh. Cetak lagi dari program; data tidak berubah.",
    "KK-608": "Kode {typed} tidak ada pada daftar dokumen yang tercetak di sini. "
    "Pindai kotak kodenya, atau minta kantor itu mengirim datanya. Data tidak berubah.",
    "KK-609": "Tahun {year} atau tanggal {date} tidak dapat dimuat kode verifikasi. "
    "Pilih tahun mulai 2000 dan tanggal sesudah 1 Januari 2020. Tidak ada yang tercetak.",
    "KK-610": "Belum ada pegawai yang dipilih. Pilih pegawai pada daftar, lalu ulangi. "
    "Tidak ada yang tercetak.",
    "KK-611": "PDF tidak tertulis ke {file}: berkas itu sedang dibuka, atau mapnya tidak dapat "
    "ditulisi. Tutup berkasnya atau pilih map lain, lalu ulangi. Data tidak berubah.",
    "KK-612": "PDF tidak tertulis: diska {disk} penuh. Kosongkan diska atau pilih yang lain, "
    "lalu ulangi. Data tidak berubah.",
    "KK-630": "Orang yang dipilih belum mempunyai SKP pada tahun itu. Buat SKP-nya dahulu, atau "
    "pilih tahun lain. Tidak ada yang tercetak.",
    "KK-631": "Tempat tanda tangan belum diisi. Tulis tempatnya, misalnya Kotabumi, lalu ulangi. "
    "Tidak ada yang tercetak.",
    "KK-632": "SKP yang dipilih belum mempunyai rencana aksi. Isi rencana aksinya, atau pilih satu "
    "periode untuk mencetak lembar kosongnya. Tidak ada yang tercetak.",
    "KK-633": "Belum dipilih apa yang dicetak. Pilih SKP, Lampiran SKP, atau Rencana aksi, lalu "
    "ulangi. Tidak ada yang tercetak.",
    "KK-634": "{words} bukan lembar yang dapat dicetak. Tulis skp, lampiran, atau aksi, dipisah "
    "koma. Tidak ada yang tercetak.",
}
