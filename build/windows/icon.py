"""Draws the program's mark, a rising stroke over three bars, as app.ico and app.png."""

import tomllib
from pathlib import Path

from PIL import Image, ImageDraw

REPO = Path(__file__).resolve().parents[2]
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
SCALE = 8
BARS = ((0.22, 0.62), (0.43, 0.50), (0.64, 0.36))
"""Left edge and top of each bar, in parts of the mark's side."""
WIDTH, FOOT = 0.14, 0.78


def drawn(side: int, accent: str) -> Image.Image:
    """The mark, `side` pixels wide: drawn large and reduced, so that its edges are smooth."""
    large = side * SCALE
    image = Image.new("RGBA", (large, large))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, large - 1, large - 1), radius=large * 0.2, fill=accent)
    for left, top in BARS:
        edges = (left, top, left + WIDTH, FOOT)
        pen.rectangle([round(large * edge) for edge in edges], fill="white")
    line = [(0.20, 0.46), (0.46, 0.32), (0.80, 0.17)]
    points = [(large * x, large * y) for x, y in line]
    pen.line(points, fill="#FFFFFF", width=round(large * 0.06), joint="curve")
    return image.resize((side, side), Image.Resampling.LANCZOS)


def main() -> None:
    """Write both files."""
    tokens = tomllib.loads((REPO / "resources" / "style" / "tokens.toml").read_text("utf-8"))
    accent = tokens["light"]["accent"]
    images = [drawn(side, accent) for side in SIZES]
    folder = REPO / "resources" / "icons"
    images[-1].save(folder / "app.png", optimize=True)
    images[-1].save(folder / "app.ico", sizes=[(s, s) for s in SIZES], append_images=images[:-1])


if __name__ == "__main__":
    main()
