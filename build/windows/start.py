"""The frozen program's door; `-m MODULE` works too, so that it starts itself as Python does."""

import sys

from kotabumi_kinerja.__main__ import main


def _start() -> int:
    if sys.argv[1:2] != ["-m"]:
        return main()
    module, sys.argv[1:] = sys.argv[2], sys.argv[3:]
    if module == "kotabumi_kinerja.ui.screenshots":
        from kotabumi_kinerja.ui import screenshots  # noqa: PLC0415  # loads Qt

        return screenshots.main(sys.argv[1:])
    if module == "first_paint":
        import first_paint  # noqa: PLC0415  # the same

        return first_paint.main()
    return main()


if __name__ == "__main__":
    sys.exit(_start())
