"""The tab Target (SKP)."""

from kotabumi_kinerja.ui.tabs.targets.tab import TargetsTab, make

__all__ = ["TargetsTab", "make"]
