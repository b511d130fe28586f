"""Pages as lists of PDF operators, the document that flows over them, and the file they end in.

Callers give millimetres, y growing downwards from the sheet's top edge; type sizes are points.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from kotabumi_kinerja.domain.errors import Refused
from kotabumi_kinerja.printing.fonts import check_letters
from kotabumi_kinerja.printing.page import MM, Page
from kotabumi_kinerja.printing.text import BODY, TITLE, Style, balanced, clean, width_of, wrap

RULE: Final = 0.5
FRAME: Final = 1.0
HEAVY: Final = 2.0
"""Line weights in points; under 0.4 a copier loses the line."""
TINT: Final = 0.90
"""Grey of headings: seen on the original, harmless when a copier drops it."""

_WATERMARK_GREY: Final = 0.85
_MOST_TEXTS: Final = 20_000

Encoded = tuple[tuple[str, str], ...]
"""A text as (name of the font subset, PDF string) pieces."""


class Picture(NamedTuple):
    """A JPEG or PNG in its box, points from the sheet's lower left corner."""

    image: bytes
    x: float
    y: float
    width: float
    height: float


class Sheet:
    """One page. Order on paper: tints, watermark, pictures, drawings, lines, text."""

    __slots__ = (
        "_encode",
        "_font",
        "drawings",
        "height",
        "lines",
        "page",
        "pictures",
        "text",
        "tints",
    )

    def __init__(self, page: Page, encode: Callable[[str, str], Encoded]) -> None:
        self.page, self.height, self._encode, self._font = page, page.height * MM, encode, ""
        self.tints: list[str] = []
        self.pictures: list[Picture] = []
        self.drawings: list[str] = []
        self.lines: dict[float, list[str]] = {}
        self.text: list[str] = []

    def tint(self, x: float, y: float, w: float, h: float, grey: float = TINT) -> None:
        """A grey ground (0 black, 1 white)."""
        below = self.height - (y + h) * MM
        self.tints.append(f"{grey:.2f} g {x * MM:.2f} {below:.2f} {w * MM:.2f} {h * MM:.2f} re f")

    def box(self, x: float, y: float, w: float, h: float, weight: float = RULE) -> None:
        """A frame, drawn on the middle of the box's edges."""
        below = self.height - (y + h) * MM
        path = f"{x * MM:.2f} {below:.2f} {w * MM:.2f} {h * MM:.2f} re"
        self.lines.setdefault(weight, []).append(path)

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float = RULE) -> None:
        """A straight line."""
        start, end = self.height - y1 * MM, self.height - y2 * MM
        path = f"{x1 * MM:.2f} {start:.2f} m {x2 * MM:.2f} {end:.2f} l"
        self.lines.setdefault(weight, []).append(path)

    def draw(self, operators: str) -> None:
        """Ready PDF operators (charts, QR), wrapped so that they leave no trace."""
        self.drawings.append(f"q {operators} Q")

    def picture(self, image: bytes, x: float, y: float, w: float, h: float) -> None:
        """A JPEG or PNG, as large as the box allows in its own proportions, in the middle.

        Refuses (KK-602) what is no picture.
        """
        wide, tall = _reader(image).getSize()
        scale = min(w / wide, h / tall) * MM
        px, py = (
            (x + w / 2) * MM - wide * scale / 2,
            self.height - (y + h / 2) * MM - tall * scale / 2,
        )
        self.pictures.append(Picture(image, px, py, wide * scale, tall * scale))

    def put(  # noqa: PLR0913  # a place, a text and how it looks: six things
        self, x: float, y: float, text: str, style: Style, *, align: str = "L", deco: str = ""
    ) -> None:
        """One line, baseline at y; `align` L, C or R of x; `deco` '', 'under' or 'strike'."""
        self.put_points(x * MM, self.height - y * MM, text, style, align=align, deco=deco)

    def put_points(  # noqa: PLR0913  # as put
        self, x: float, y: float, text: str, style: Style, *, align: str = "L", deco: str = ""
    ) -> None:
        """As `put`, in points from the lower left corner: what cells are drawn with."""
        if not text:
            return
        if align != "L" or deco:
            w = width_of(text, style)
            x -= {"L": 0.0, "C": w / 2, "R": w}[align]
            if deco:
                at = y + style.size * (0.3 if deco == "strike" else -0.14)
                self.lines.setdefault(0.8, []).append(f"{x:.2f} {at:.2f} m {x + w:.2f} {at:.2f} l")
        move = f"1 0 0 1 {x:.2f} {y:.2f} Tm "
        for name, shown in self._encode(style.face, text):
            font = f"{name} {style.size:g} Tf"
            if font != self._font:
                self._font = font
                self.text.append(font)
            self.text.append(f"{move}{shown} Tj")
            move = ""

    def turned(
        self, start: tuple[float, float], direction: tuple[float, float], text: str, style: Style
    ) -> str:
        """Operators for a text from `start` (points) in a direction (cosine, sine)."""
        (x, y), (cosine, sine) = start, direction
        out = [f"BT {cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {x:.2f} {y:.2f} Tm"]
        for name, shown in self._encode(style.face, text):
            out.append(f"{name} {style.size:g} Tf {shown} Tj")
        return " ".join([*out, "ET"])

    def ground(self, watermark: str) -> str:
        """The operators that lie under the pictures."""
        return "\n".join([*self.tints, _watermark(self, watermark) if watermark else ""])

    def ink(self) -> str:
        """The operators that lie over the pictures."""
        out = ["0 g 0 G", *self.drawings]
        for weight, paths in self.lines.items():
            out += [f"{weight:g} w", *paths, "S"]
        return "\n".join([*out, "BT", *self.text, "ET"])


@lru_cache(maxsize=4)  # the arms come again on every card of a run
def _reader(image: bytes) -> ImageReader:
    try:
        return ImageReader(BytesIO(image))
    except (OSError, ValueError) as error:
        raise Refused("KK-602") from error


def _watermark(sheet: Sheet, word: str) -> str:
    """Under lines and text, which it must not eat; the foot line says it again in black."""
    w, h = sheet.page.width * MM, sheet.page.height * MM
    size, sine = (180, 0.5) if w > h else (200, 0.839)
    cosine, half = (1 - sine * sine) ** 0.5, width_of(word, Style("B", size, size)) / 2
    x = w / 2 - cosine * half + sine * size * 0.36
    y = h / 2 - sine * half - cosine * size * 0.36
    turned = sheet.turned((x, y), (cosine, sine), word, Style("B", size, size))
    return f"q {_WATERMARK_GREY} g {turned} Q"


class Paper:
    """A PDF into which many documents are printed, each with its own 'Halaman x dari y'.

    `load_fonts` must have been called. Nothing reaches `target` before `save`.
    """

    def __init__(self, target: str | BinaryIO, title: str, author: str = "") -> None:
        self.canvas = Canvas(  # a first font of our own, or an unembedded Helvetica comes in
            target, invariant=1, pageCompression=1, lang="id-ID", initialFontName="R"
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setCreator("Kotabumi Kinerja")
        self.canvas.setViewerPreference("PrintScaling", "None")  # or F4 shrinks to the tray's paper
        self._known: dict[tuple[str, str], Encoded] = {}

    def encode(self, face: str, text: str) -> Encoded:
        """A text in this file's font subsets; refuses letters it cannot set (KK-601)."""
        done = self._known.get((face, text))
        if done is None:
            done = self._split(face, text)
            if len(self._known) < _MOST_TEXTS:
                self._known[face, text] = done
        return done

    def _split(self, face: str, text: str) -> Encoded:
        font = pdfmetrics.getFont(face)
        document = self.canvas._doc  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]  # reportlab keeps subsets by it
        text = clean(text)
        if text.isascii():  # subset 0 holds ASCII at its own places
            shown = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            return ((font.getSubsetInternalName(0, document), f"({shown})"),)
        check_letters(text, face)
        return tuple(
            (font.getSubsetInternalName(subset, document), f"<{raw.hex()}>")
            for subset, raw in font.splitString(text, document)
        )

    def add(self, flow: "Flow") -> int:
        """Write a finished document; returns its number of pages."""
        total = len(flow.sheets)
        for number, sheet in enumerate(flow.sheets, 1):
            _foot(sheet, flow.foot_line, f"Halaman {number} dari {total}")
            self.canvas.setPageSize((sheet.page.width * MM, sheet.page.height * MM))
            self.canvas.addLiteral(sheet.ground(flow.draft))
            for p in sheet.pictures:
                self.canvas.drawImage(_reader(p.image), p.x, p.y, p.width, p.height, mask="auto")
            self.canvas.addLiteral(sheet.ink())
            self.canvas.showPage()
        return total

    def save(self) -> None:
        """Write the file."""
        self.canvas.save()


def _foot(sheet: Sheet, text: str, count: str) -> None:
    page = sheet.page
    y, right = page.height - page.foot, page.width - page.right
    sheet.line(page.left, y - 4.2, right, y - 4.2)
    room = (page.measure - 4) * MM - width_of(count, BODY)
    sheet.put(page.left, y, wrap(text, BODY, room)[0], BODY)
    sheet.put(right, y, count, BODY, align="R")


@dataclass(slots=True)
class Flow:
    """A document being laid out from top to bottom; `y` is where the next thing goes, mm."""

    paper: Paper
    page: Page
    foot: str = ""
    draft: str = ""
    """The watermark's word; '' for none."""
    sheets: list[Sheet] = field(default_factory=list[Sheet])
    y: float = 0.0

    def __post_init__(self) -> None:
        self.new_page()

    @property
    def sheet(self) -> Sheet:
        """The page being filled."""
        return self.sheets[-1]

    @property
    def room(self) -> float:
        """What is left of the page, mm."""
        return self.page.height - self.page.bottom - self.y

    @property
    def foot_line(self) -> str:
        """The foot's words; a draft says so in black, because copies may lose the watermark."""
        return (
            f"{self.draft} \u2013 belum disepakati \u00b7 {self.foot}" if self.draft else self.foot
        )

    def new_page(self) -> None:
        """Start the next page."""
        self.sheets.append(Sheet(self.page, self.paper.encode))
        self.y = self.page.top

    def need(self, height: float) -> None:
        """Turn the page unless `height` mm are left."""
        if height > self.room:
            self.new_page()

    def titles(self, lines: Iterable[str], style: Style = TITLE, after: float = 3.0) -> None:
        """Centred lines of about equal length; `after` mm of white below."""
        middle = self.page.left + self.page.measure / 2
        for text in lines:
            for part in balanced(text, style, self.page.measure * MM):
                self.y += style.lead / MM
                self.sheet.put(middle, self.y, part, style, align="C")
        self.y += after
