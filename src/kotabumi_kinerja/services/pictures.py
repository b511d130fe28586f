"""Photos of people, brought to a sane size: upright, at most 480 x 640 points, JPEG."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from kotabumi_kinerja.domain.errors import Refused

WIDTH: Final = 480
HEIGHT: Final = 640
_MOST_POINTS: Final = 80_000_000
_QUALITY: Final = 85


def photo_of(data: bytes, name: str) -> bytes:
    """The picture as a small JPEG. Refused KK-133 when it cannot be read or is far too large."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > _MOST_POINTS:
                raise Refused("KK-133", file=name)
            picture.draft("RGB", (WIDTH * 2, HEIGHT * 2))
            upright = ImageOps.exif_transpose(picture)
            plain = upright.convert("RGBA")
            plain.thumbnail((WIDTH, HEIGHT))
            paper = Image.new("RGB", plain.size, "white")
            paper.paste(plain, mask=plain.getchannel("A"))
            out = BytesIO()
            paper.save(out, "JPEG", quality=_QUALITY)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Refused("KK-133", file=name) from None
    return out.getvalue()
