"""Sentences KK-1nn: who rates whom."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "KK-140": "{name} belum mempunyai penilai sejak {since}. Tetapkan penilai dahulu.",
    "KK-141": "Penilai tidak boleh orang yang sama dengan pegawai. Pilih orang lain.",
    "KK-142": "{name} mempunyai dua penilai {kind} sekaligus. Akhiri salah satunya.",
    "KK-143": "Penilai {name} tidak lagi aktif di kantor ini. Tetapkan penilai lain.",
    "KK-144": "Penilai berputar: {names}. Ganti salah satu penilai.",
    "KK-145": "Jabatan penilai {name} tidak lebih tinggi. Pilih penilai lain, atau catat pelimpahannya. Datanya tetap tersimpan.",
    "KK-149": "Jenis penilai '{kind}' tidak dikenal. Pilih DEFINITIF, PLT, PLH, atau DELEGASI.",
    "KK-180": "Penilai {name} tercatat {span}, sebagian di luar masa kerjanya di kantor ini. Sesuaikan tanggalnya.",
    "KK-181": "{name}: {spans} tanpa penilai. Tambah penilai untuk masa itu.",
    "KK-182": "{name} pindah jabatan {day}, penilainya masih {rater}. Usulan sejak hari itu: {new}. Sesuaikan, atau catat lagi {rater} mulai hari itu.",
    "KK-183": "{rater}, penilai {name}, pindah jabatan {day}. Usulan sejak hari itu: {new}. Sesuaikan, atau catat lagi {rater} mulai hari itu.",
    "KK-184": "Tanggal akhir penilai {name} lebih awal daripada tanggal mulainya, {since}. Perbaiki salah satunya. Tidak ada yang berubah.",
    "KK-185": "Nama pejabat yang menilai belum diisi. Tulis namanya. Tidak ada yang berubah.",
    "KK-186": "Baris penilai ini sudah tidak ada, mungkin baru dihapus. Lihat lagi daftarnya. Tidak ada yang berubah.",
    "KK-187": "{name} masih tercatat sebagai penilai {count} pegawai. Ganti dahulu penilai mereka, atau gabungkan dengan pejabat lain.",
    "KK-188": "Penilai {name} tidak dapat disesuaikan sendiri oleh program. Pilih penilainya dengan tangan. Tidak ada yang berubah.",
    "KK-189": "Daftar penilai belum dapat dicetak. Isi {what} yang tercetak di atas tanda tangan.",
}
