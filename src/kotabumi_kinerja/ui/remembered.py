"""What this PC remembers for this user about the window, in a small file of its own."""

import json
from pathlib import Path

from kotabumi_kinerja.replacing import BRIEF, discard, put_in_place


class Remembered:
    """A `Memory` in a JSON file; a file that cannot be read or written only means forgetting."""

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            kept: object = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            kept = {}
        self._kept: dict[str, str] = (
            {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  # JSON from disk
        )

    def get(self, key: str) -> str | None:
        """What was last set under `key`."""
        return self._kept.get(key)

    def set(self, key: str, value: str) -> None:
        """Remember `value` at once."""
        if self._kept.get(key) == value:
            return
        self._kept[key] = value
        draft = self._file.with_suffix(".baru")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(self._kept, ensure_ascii=False), "utf-8")
            put_in_place(draft, self._file, pauses=BRIEF)
        except OSError:
            discard(draft)
