"""Sentences KK-3nn: exchange, enrolment and the stick."""

from typing import Final

SAFE_TO_REMOVE: Final = "Paket {number} tersimpan utuh di {place}. Flashdisk aman dicabut."
"""After a delivery; not an error, so it has no code."""

CONTENT: Final[dict[str, str]] = {
    "person": "pegawai",
    "employment": "riwayat jabatan",
    "rater": "penilai",
    "discipline": "hukuman disiplin",
    "plan": "SKP",
    "progress": "progres",
    "evaluation": "penilaian",
    "objection": "keberatan",
    "training": "pelatihan",
    "participation": "jam pelajaran",
    "need": "kebutuhan pelatihan",
    "official": "pejabat",
    "unit": "unit kerja",
    "signer": "penanda tangan",
    "printed": "cetakan",
    "attachment": "lampiran",
    "proposal": "usulan",
    "conflict": "konflik",
    "office": "kantor",
    "certificate": "sertifikat komputer",
}
"""What rows of a table are called in counts; parts of a plan are not counted apart."""

GROUPS: Final[dict[tuple[str, str], str]] = {
    ("person", "identity"): "data pokok",
    ("person", "contact"): "alamat dan telepon",
    ("person", "education"): "pendidikan",
    ("employment", "status"): "status kepegawaian",
    ("employment", "rank"): "golongan",
    ("employment", "post"): "jabatan",
    ("rater", "main"): "penilai",
    ("discipline", "main"): "hukuman disiplin",
    ("plan", "head"): "kepala SKP",
    ("plan", "state"): "keadaan SKP",
    ("result", "main"): "rencana hasil kerja",
    ("result", "leader"): "hasil kerja pimpinan",
    ("indicator", "main"): "indikator",
    ("indicator", "target"): "target indikator",
    ("behaviour", "main"): "ekspektasi perilaku",
    ("progress", "main"): "progres",
    ("evaluation", "rating"): "penilaian",
    ("evaluation", "state"): "keadaan penilaian",
    ("participation", "main"): "jam pelajaran",
    ("office", "main"): "data kantor",
}
"""What a field group is called in a conflict; another one is called by its table."""

COLUMNS: Final[dict[str, str]] = {
    "nip": "NIP",
    "nik": "NIK",
    "name": "Nama",
    "front": "Gelar depan",
    "back": "Gelar belakang",
    "born": "Tanggal lahir",
    "birthplace": "Tempat lahir",
    "sex": "Jenis kelamin",
    "phone": "Telepon",
    "email": "Surel",
    "address": "Alamat",
    "education_level": "Tingkat pendidikan",
    "education": "Pendidikan",
    "graduated": "Tahun lulus",
    "since": "Mulai",
    "until": "Sampai",
    "status": "Status",
    "standing": "Kedudukan",
    "contract_until": "Kontrak sampai",
    "golongan": "Golongan",
    "golongan_since": "TMT golongan",
    "post": "Jabatan",
    "post_kind": "Jenis jabatan",
    "jenjang": "Jenjang",
    "post_since": "TMT jabatan",
    "unit_name": "Unit kerja",
    "text": "Uraian",
    "target_text": "Target",
    "minimum": "Paling sedikit",
    "maximum": "Paling banyak",
    "unit": "Satuan",
    "due": "Batas waktu",
    "state": "Keadaan",
    "reason": "Alasan",
    "predikat": "Predikat",
    "results": "Hasil kerja",
    "behaviour": "Perilaku kerja",
    "city": "Kota",
    "code": "Kode",
    "owner": "Pemilik",
}
"""What a column is called in a conflict."""

GONE: Final = "hapus atau pindah"
DELETED: Final = "Dihapus"
MOVED: Final = "Pindah kantor"
JOINED: Final = "Digabungkan dengan catatan lain"
KEPT: Final = "Tetap ada"
EMPTY: Final = "kosong"
HERE: Final = "Nilai {name}"
UNKNOWN_SIDE: Final = "Nilai komputer lain"

OUTCOMES: Final[dict[str, str]] = {
    "sent": "Ditulis",
    "failed": "Gagal ditulis",
    "taken": "Disimpan",
    "held": "Ditahan",
}
"""What became of a package; a refused one shows its code."""

NOTHING_NEW: Final = "tidak ada yang baru"
CONFIRMED: Final = "diterima sampai paket {number}"
LETTERS: Final = "Huruf kunci komputer ini: {letters}. Cocokkan lewat telepon dengan BKPSDM."
NEWCOMER: Final = "Komputer baru di {office}, huruf kuncinya {letters}. Cocokkan lewat telepon."
BEHIND: Final = (
    "{office} memegang data pusat yang lebih baru daripada di sini, mungkin karena pusat dipulihkan "
    "dari cadangan. Data itu dapat diambil kembali."
)
NO_PACKAGE: Final = "Tidak ada paket baru untuk kantor ini."
NO_PARTNER: Final = "Belum ada kantor yang terdaftar."


def told(new: int, changed: int, conflicts: int) -> str:
    """'105 baris baru, 2 konflik', or that there was nothing new."""
    parts = ((new, "baris baru"), (changed, "nilai berubah"), (conflicts, "konflik"))
    return ", ".join(f"{count} {word}" for count, word in parts if count) or NOTHING_NEW


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
    "KK-350": "Hanya BKPSDM yang dapat mendaftarkan kantor dan mencabut hak komputer. Tidak ada "
    "yang berubah.",
    "KK-351": "Kantor ini belum bergabung dengan BKPSDM. Gabung dahulu dengan berkas dan kode "
    "pendaftaran; data kantor ini tidak berubah.",
    "KK-352": "Kantor {office} belum dikenal di sini. Periksa kodenya, atau daftarkan dengan nama "
    "lengkapnya. Tidak ada yang ditulis.",
    "KK-353": "Komputer {letters} di {sender} baru pertama kali mengirim. Cocokkan 8 huruf itu lewat "
    "telepon, lalu ketik kalimat sandi kunci akar. Tidak ada yang diimpor.",
    "KK-354": "Kantor ini sudah terdaftar pada {centre}; berkas ini untuk pendaftaran lain. Tidak ada "
    "yang berubah.",
    "KK-355": "Kantor tujuan belum dipilih. Pilih kantornya, lalu tulis paket. Tidak ada yang ditulis.",
    "KK-356": "Berkas pendaftaran {file} tidak ditulis: sudah ada, atau tempatnya tidak boleh "
    "ditulisi. Pilih nama atau tempat lain. Kode belum dibuat.",
    "KK-357": "Tidak ada komputer dengan 8 huruf {letters}. Periksa daftar komputer; tidak ada yang "
    "berubah.",
    "KK-360": "Paket {number} dari {sender} bukan untuk kantor ini. Tidak ada yang diimpor.",
    "KK-361": "Isi paket {number} dari {sender} tidak sesuai dengan susunan data program ini. Minta "
    "{sender} menulisnya lagi; data kantor ini tidak berubah.",
    "KK-362": "Konflik {what} sudah selesai. Muat ulang daftar konflik; tidak ada yang berubah.",
    "KK-363": "Konflik {what} hanya dapat diselesaikan BKPSDM. Kedua nilai tetap tersimpan.",
    "KK-364": "Kantor ini tidak dapat memakai kode kantor dari BKPSDM. Hubungi BKPSDM; data kantor "
    "ini tidak berubah.",
}
