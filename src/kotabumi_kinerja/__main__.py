"""The door: no arguments opens the window, a command goes to the command line."""

import sys


def main() -> int:
    """Start the face that was asked for and return its exit status."""
    arguments = sys.argv[1:]
    if arguments and not arguments[0].startswith("-platform") and not _only_window(arguments):
        from kotabumi_kinerja.cli.main import run  # noqa: PLC0415  # only the chosen face is loaded

        return run(arguments)
    from kotabumi_kinerja.ui.main import run as show  # noqa: PLC0415  # only the chosen face is loaded

    return show(sys.argv)


def _only_window(arguments: list[str]) -> bool:
    """`--data DIR` alone, or a package or registration file to open, is for the window."""
    rest = list(arguments)
    while rest:
        head = rest.pop(0)
        if head in {"--data", "-platform", "-style"} and rest:
            rest.pop(0)
        elif not head.endswith((".kkx", ".kkd")) and head != "--no-key-store":
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
