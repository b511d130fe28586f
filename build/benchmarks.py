"""Runs tests/bench/bench_*.py, sets each number beside its budget and writes dist/bench.md.

Each module offers `run() -> list[tuple[str, float, float]]`: name, ratio, budget. A ratio is a time
divided by the time of a yardstick on the same machine, so that slow and fast machines agree.
"""

import importlib.util
import sys
from pathlib import Path
from typing import cast

REPO = Path(__file__).resolve().parent.parent
Row = tuple[str, float, float]


def measure(path: Path) -> list[Row]:
    """The rows of one benchmark module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(path.name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("list[Row]", module.run())


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| Measured | Ratio | Budget | Verdict |", "|---|---:|---:|---|"]
    lines += [
        f"| {name} | {ratio:.2f} | {budget:.2f} | {'ok' if ratio <= budget else 'OVER'} |"
        for name, ratio, budget in rows
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Exit code 0 when something was measured and nothing is over its budget."""
    modules = sorted((REPO / "tests" / "bench").glob("bench_*.py"))
    rows = [row for path in modules for row in measure(path)]
    text = table(rows)
    print(text)
    target = REPO / "dist" / "bench.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return 0 if rows and all(ratio <= budget for _, ratio, budget in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
