"""The dialogs of a start: who works, and how this PC begins."""

import pytest
from pytestqt.qtbot import QtBot

from kotabumi_kinerja.ui.dialogs.first_start import FirstChoice, FirstStartDialog
from kotabumi_kinerja.ui.dialogs.operator import OperatorDialog
from kotabumi_kinerja.ui.kit import Kit


@pytest.mark.parametrize(
    ("typed", "name"), [("", "Budi Rahayu"), ("  Siti   Maulana ", "Siti Maulana")]
)
def test_operator_is_chosen_or_typed(kit: Kit, qtbot: QtBot, typed: str, name: str) -> None:
    dialog = OperatorDialog(kit, ["Kartika Hidayat", "Budi Rahayu"], last="Budi Rahayu")
    qtbot.addWidget(dialog)
    dialog._ui.newName.setText(typed)
    dialog._ui.accept_button.click()
    assert dialog.result() == OperatorDialog.DialogCode.Accepted
    assert dialog.name() == name


def test_nobody_named_is_not_accepted(kit: Kit, qtbot: QtBot) -> None:
    dialog = OperatorDialog(kit, [])
    qtbot.addWidget(dialog)
    dialog._ui.accept_button.click()
    assert dialog.result() == OperatorDialog.DialogCode.Rejected
    assert dialog._ui.newName.property("state") == "wrong"


@pytest.mark.parametrize("choice", list(FirstChoice))
def test_first_start_returns_the_choice(kit: Kit, qtbot: QtBot, choice: FirstChoice) -> None:
    dialog = FirstStartDialog(kit)
    qtbot.addWidget(dialog)
    assert dialog.choice() is None
    dialog.choices[choice].click()
    assert dialog.choice() is choice
