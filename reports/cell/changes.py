"""How employees have changed, and how many posts are open beside the registered unemployed, in plain Swedish."""

from __future__ import annotations

from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import Record
from assets.contracts.open_now import OPEN_NOW
from assets.methods.quoted import in_swedish
from assets.methods.rounding import coarse_persons, to_digits
from assets.methods.then_and_now import LEVEL
from reports import texts


def employee_changes(group: Record) -> list[str]:
    """The change that readers' tables show, and the one from an older year when that is another."""
    shown = f"sedan november {group['forandring_fran']}, {group['forandring_satt']}"
    lines = [f"  {MISMATCH.column('forandring_anstallda').term}: {_change(group['forandring_anstallda'], shown)}"]
    if group["ar_jamforelse"] != group["forandring_fran"]:
        since = f"sedan november {group['ar_jamforelse']}"
        lines.append(f"  {MISMATCH.column('forandring_netto').term}: {_change(group['forandring_netto'], since)}")
    return lines


def _change(number: float | None, since: str) -> str:
    change = coarse_persons(number)
    if change is None:
        return f"{texts.NO_VALUE} ({since})"
    if change == 0:
        return f"ingen skillnad, avrundat ({since})"
    word = "fler" if change > 0 else "färre"
    return f"{texts.number_text(abs(change))} {word} anställda, avrundat ({since})"


def stocks_now(area: str, row: Record) -> list[str]:
    """Open posts now beside registered unemployed now.

    Args:
        area: the AF-yrkesområde as a title.
        row: of mart.oppna_mot_inskrivna.
    """
    if row["dag"] is None:
        return [f"{area} i {row['geo_namn']}: {row['anmarkning']}"]
    names = ("inskrivna_per_oppen_plats", "nedre", "ovre", "inskrivna_per_oppen_plats_rattad")
    per, low, high, corrected = (texts.number_text(to_digits(row[name], 1), 1) for name in names)
    lines = [f"{area} i {row['geo_namn']}, {texts.open_day(row)}", f"  {texts.stocks(row)}"]
    if per != texts.NO_VALUE:
        lines.append(
            f"  {OPEN_NOW.column(names[0]).term}: {per} ({in_swedish(LEVEL, 'andel')}s intervall {low}–{high}); rättat för det som "
            f"inte annonseras {corrected}"
        )
    return [*lines, *([f"  {OPEN_NOW.column('anmarkning').term}: {row['anmarkning']}"] if row["anmarkning"] else [])]
