"""The door: no arguments opens the window, a command goes to the command line."""

import sys

from kotabumi_kinerja.ui.qt_arguments import is_for_the_window, without_qts


def main() -> int:
    """Start the face that was asked for and return its exit status."""
    arguments = sys.argv[1:]
    if not _only_window(without_qts(arguments)):
        from kotabumi_kinerja.cli.main import run  # noqa: PLC0415  # only the chosen face is loaded

        return run(arguments)
    from kotabumi_kinerja.ui.main import run as show  # noqa: PLC0415  # only the chosen face is loaded

    return show(sys.argv)


def _only_window(arguments: list[str]) -> bool:
    """Nothing, `--data DIR` alone, or a package or registration file to open, is for the window."""
    rest = list(arguments)
    while rest:
        head = rest.pop(0)
        if head == "--data" and rest:
            rest.pop(0)
        elif not is_for_the_window(head) and head != "--no-key-store":
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
