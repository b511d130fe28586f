"""Sentences KK-4nn: files, database and backup."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "KK-401": "Cadangan tidak tertulis: diska {disk} penuh. Kosongkan {room} MB, lalu ulangi. "
    "Data kantor aman.",
    "KK-402": "Berkas sedang dibuka di Excel. Tutup dahulu, lalu ulangi.",
    "KK-403": "Cadangan tidak tertulis: map {folder} tidak dapat ditulisi. Pilih map lain, lalu "
    "ulangi. Data kantor aman.",
    "KK-404": "Cadangan {file} rusak dan tidak dipakai. Pilih cadangan lain. Data kantor tidak "
    "berubah.",
    "KK-410": "Perubahan tidak tersimpan: diska penuh. Kosongkan tempat, lalu ulangi. Data yang "
    "sudah tersimpan aman.",
    "KK-411": "Berkas {file} hanya boleh dibaca. Beri akun ini hak menulis pada berkas dan "
    "mapnya, lalu buka lagi. Data tidak berubah.",
    "KK-412": "Berkas {file} sedang dipakai program lain. Tunggu sebentar, lalu ulangi. Perubahan "
    "terakhir belum tersimpan; data lain aman.",
    "KK-413": "Berkas {file} bukan basis data program ini, atau kuncinya tidak cocok. Pilih "
    "berkas lain atau pakai kode pemulihan. Berkas tidak berubah.",
    "KK-414": "Berkas {file} rusak. Pulihkan dari cadangan terakhir; berkas ini disimpan di "
    "samping.",
    "KK-415": "Diska tidak dapat dibaca atau ditulisi saat membuka {file}. Periksa diska, lalu "
    "ulangi. Perubahan terakhir belum tersimpan.",
    "KK-416": "Berkas {file} tidak dapat dibuka. Periksa map dan hak akses akun ini. Data tidak "
    "berubah.",
    "KK-417": "Perubahan tidak tersimpan: ada catatan tanpa induk dalam {file}. Ulangi langkah "
    "itu; bila terjadi lagi, kirim foto layar ini kepada BKPSDM. Data lain aman.",
    "KK-418": "Berkas {file} tidak dapat diperbarui ke versi ini. Pakai program versi lama dan "
    "kirim foto layar ini kepada BKPSDM. Berkas tidak berubah.",
    "KK-419": "Basis data {file} menolak perubahan ini. Kirim foto layar ini kepada BKPSDM. Data "
    "yang sudah tersimpan aman.",
    "KK-420": "Berkas {file} sudah ada. Pilih nama lain. Berkas yang ada tidak berubah.",
    "KK-421": "Berkas {file} tidak ditemukan. Periksa tempatnya, atau pulihkan dari cadangan.",
    "KK-422": "Berkas {file} dibuat oleh program yang lebih baru. Pasang versi terbaru program "
    "ini. Berkas tidak berubah.",
    "KK-423": "Berkas {file} tidak lengkap. Pulihkan dari cadangan terakhir. Berkas tidak berubah.",
    "KK-424": "Basis data tidak boleh disimpan di {place}: data dapat rusak. Pilih map pada diska "
    "komputer ini. Belum ada yang disimpan.",
    "KK-430": "Berkas {file} sedang dibuka oleh {who} di komputer {computer} sejak {since}. Minta "
    "{who} menutup program, lalu ulangi. Data tidak berubah.",
    "KK-431": "Berkas {file} sedang dibuka oleh pengguna lain. Minta ia menutup program, lalu "
    "ulangi. Data tidak berubah.",
    "KK-440": "Brankas kunci komputer ini tidak menjawab. Buka kunci brankas atau pakai kode "
    "pemulihan. Data tidak berubah.",
    "KK-441": "Berkas kunci {file} rusak. Pakai kode pemulihan atau cadangan. Data tidak berubah.",
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
    "KK-457": "Berkas kunci {file} tidak tersimpan: sedang dipakai program lain, atau mapnya tidak "
    "boleh ditulisi. Tunggu sebentar, lalu ulangi. Kunci yang lama tidak berubah.",
    "KK-458": "Cadangan {file} belum dipulihkan: berkas di {folder} sedang dipakai program lain atau "
    "tidak boleh ditulisi. Tutup program lain, lalu ulangi. Data kantor tidak berubah.",
    "KK-456": "Kode pemulihan terdiri atas {wanted} huruf dan angka; yang diketik {count}. "
    "Lengkapi menurut lembar cetaknya. Data tidak berubah.",
    "KK-480": "{job} masih berjalan. Tunggu sampai selesai, atau batalkan lalu keluar; yang "
    "dibatalkan tidak mengubah data.",
    "KK-481": "Komputer hendak dimatikan, tetapi {job} masih berjalan. Tunggu sampai selesai, lalu "
    "matikan lagi. Data yang sudah tersimpan aman.",
    "KK-432": "Jendela program sedang terbuka sejak {since}. Tutup dahulu, lalu ulangi perintahnya. "
    "Data tidak berubah.",
    "KK-445": "Kunci data kantor {folder} tidak ada di komputer ini. Pakai kode pemulihan yang "
    "dicetak saat kantor dibuat. Data tidak berubah.",
    "KK-446": "Berkas kunci di samping data {folder} tidak ada atau rusak. Pulihkan dari cadangan. "
    "Data tidak berubah.",
    "KK-447": "Nama dan kop kantor ditetapkan BKPSDM sejak kantor terdaftar. Minta BKPSDM "
    "mengubahnya.",
    "KK-448": "Belum ada data kantor di {folder}. Buat kantor baru atau pulihkan cadangan.",
    "KK-449": "Ada beberapa kantor di map itu: {names}. Tunjuk salah satu mapnya.",
}
