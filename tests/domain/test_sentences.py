"""Every code the domain can raise or report has a sentence."""

import re
from pathlib import Path

from kotabumi_kinerja import domain
from kotabumi_kinerja.messages import CATALOGUE

SOURCES = sorted(Path(next(iter(domain.__path__))).glob("*.py"))


def test_every_code_has_a_sentence() -> None:
    codes = {
        code for path in SOURCES for code in re.findall(r'"(KK-\d{3})"', path.read_text("utf-8"))
    }
    assert len(codes) > 40
    assert codes - CATALOGUE.keys() == set()


def test_the_domain_needs_only_the_standard_library() -> None:
    import sys  # noqa: PLC0415  # only here

    for path in SOURCES:
        for line in path.read_text("utf-8").splitlines():
            if found := re.match(r"(?:from|import) ([a-z_]+)", line):
                assert found[1] in sys.stdlib_module_names or line.startswith(
                    "from kotabumi_kinerja.domain"
                ), line
