"""What an area's council has assessed, wants to reach, does and has heard: the sheets of its form, as they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assets.contracts.ads import ADS
from assets.contracts.assessment import ASSESSMENT
from assets.contracts.barometer import BAROMETER
from assets.contracts.council_work import (
    COUNCIL_DIALOGUES,
    COUNCIL_GOALS,
    COUNCIL_MEASURES,
    COUNCIL_PRIORITIES,
    DECIDED,
    STEPPED,
)
from assets.contracts.councils import COMMON_VIEW, COUNCIL_ASSESSMENTS
from assets.contracts.model import Column, Record, TableContract
from assets.methods.council_agreement import AGREEMENTS
from assets.methods.council_dialogues import EMPLOYER_STEP
from assets.methods.quoted import spelled
from reports.records import Value
from reports.sheets.model import CellKind, Facts, Sheet, SheetColumn, SheetRow, plain_code, shown_cell

SHOWN = (COUNCIL_ASSESSMENTS, BAROMETER, ADS, COMMON_VIEW)
"""What the sheet rests on."""
_WIDTHS = {"af_jobbmojligheter": 30, "radets_bedomning": 30, "signaler": 30}
_SHARES = ("rad_mot_af", "rad_mot_signaler")
_LAST = ("till_samtal", "drivs_av")
_PRIORITY = {
    "galler_namn": 40,
    "mal": 60,
    "matt": 40,
    "malar": 10,
    "agare": 30,
    "beslutslage": 13,
    "beslutad_av": 30,
    "beslutad_datum": 13,
    "diarienummer": 18,
    "rus": 40,
}
_MEASURE = {
    "insats": 60,
    "utforare": 30,
    "finansiering": 14,
    "belopp": 14,
    "fran": 13,
    "till": 13,
    "lage": 12,
    "resultat": 60,
}
_GOAL = {
    "galler_namn": 40,
    "beslutslage": 13,
    "indikator": 24,
    "enhet": 10,
    "basar": 9,
    "basvarde": 12,
    "senaste_ar": 9,
    "senaste_varde": 12,
    "malar": 9,
    "malvarde": 12,
    "enhet_forandring": 16,
    "forandring": 13,
    "forandring_nedre": 13,
    "forandring_ovre": 13,
    "besked": 24,
    "anmarkning": 60,
}
_OWN_WORDS = "Texten är rådets egen."


def council_tables(facts: Facts) -> list[Sheet]:
    """The sheets that the area's council has filled in."""
    found = [common_view(facts)] if answers(facts) else []
    return [*found, *priorities(facts), *goals(facts), *measures(facts), *dialogues(facts)]


def answers(facts: Facts) -> list[Record]:
    """The occupations that the area's council has assessed: what there is to talk about first, then by name."""
    mine = [row for row in facts.warehouse.common_view if row["geo_kod"] == facts.code]
    furthest = {word: at for at, word in enumerate(reversed(AGREEMENTS[:-1]))}
    return sorted(
        mine,
        key=lambda r: (
            r["till_samtal"] != "ja",
            min(furthest.get(str(r[name]), len(furthest)) for name in _SHARES),
            str(r["yrke_namn"]),
        ),
    )


def treated(facts: Facts) -> Record:
    """The newest form of the area's council: its round, turn and day."""
    mine = [row for row in facts.warehouse.council_assessments if row["geo_kod"] == facts.code]
    return max(mine, key=lambda row: (str(row["omgang"]), str(row["behandlat"]), str(row["runda"])))


def decided_of(facts: Facts) -> dict[str, str]:
    """Code of a redovisningsgrupp → what the parties have decided of it together in the area."""
    return {
        str(row["yrke_kod"]): str(row["gemensam_bedomning"])
        for row in facts.warehouse.assessments
        if row["geo_kod"] == facts.code and row["gemensam_bedomning"]
    }


def common_view(facts: Facts) -> Sheet:
    """A row per occupation that the council has assessed."""
    rows, newest = answers(facts), treated(facts)
    talk = sum(row["till_samtal"] == "ja" for row in rows)
    columns = [
        COMMON_VIEW.column(name) for name in ("af_jobbmojligheter", "radets_bedomning", "signaler", *_SHARES, *_LAST)
    ]
    decided = decided_of(facts)
    joint = ASSESSMENT.column("gemensam_bedomning")
    return Sheet(
        "Samsyn",
        f"samsyn_{plain_code(facts.code)}",
        facts.title(f"Rådet bredvid de andra i {facts.area}: {talk} av {len(rows)} yrken att tala om"),
        facts.source_of(*SHOWN),
        f"Rådets bedömning är från omgång {newest['omgang']}, runda {newest['runda']}, och behandlades {newest['behandlat']}. "
        "Samstämmig är samma steg på skalan. Delvis är ett steg ifrån. Skiljer sig är längre bort, eller på andra sidan balans. "
        "Yrken att tala om står överst. Att de skiljer sig säger inte vem som har rätt. Ett yrke som rådet inte har bedömt står inte här.",
        (
            SheetColumn("Kod", "code", 12),
            SheetColumn("Yrke", "text", 54),
            *((SheetColumn(joint.term, "text", 30),) if decided else ()),
            *(SheetColumn(c.term, "text", _WIDTHS.get(c.name, 60 if c.name == "drivs_av" else 18)) for c in columns),
        ),
        tuple(
            (
                r["yrke_kod"],
                r["yrke_namn"],
                *((decided.get(str(r["yrke_kod"]), "inte beslutad"),) if decided else ()),
                *(_shown(r[c.name]) for c in columns),
            )
            for r in rows
        ),
        f"Rådets bedömning bredvid Arbetsförmedlingens och våra signaler i {facts.area}, de som skiljer sig överst",
    )


def priorities(facts: Facts) -> list[Sheet]:
    """A row per priority of the area's council, those that are decided first; nothing when it has given none."""
    rows = sorted(
        _mine(facts, facts.warehouse.council_priorities), key=lambda r: (r["beslutslage"] != DECIDED, int(r["nr"]))
    )
    decided = sum(row["beslutslage"] == DECIDED for row in rows)
    return _sheet(
        facts,
        ("Prioriteringar", f"Rådets prioriteringar i {facts.area}: {decided} av {len(rows)} är beslutade"),
        (COUNCIL_PRIORITIES, rows, _PRIORITY),
        f"{_said_in(rows)} Beslutade står överst. Ett förslag saknar den som har beslutat, dagen eller diarienumret. {_OWN_WORDS}",
        f"Rådets prioriteringar i {facts.area} med mål, mått, målår, ägare och beslut",
    )


def goals(facts: Facts) -> list[Sheet]:
    """A row per priority that names a measure: its value then and now; nothing when none does."""
    return _sheet(
        facts,
        ("Mål", f"Rådets mål i statistiken i {facts.area}"),
        (COUNCIL_GOALS, _mine(facts, facts.warehouse.council_goals), _GOAL),
        "En rad per prioritering som nämner ett mått. Basåret är året då målet beslutades. En förändring är säker bara när hela "
        "intervallet ligger på ena sidan om noll. Den kan inte tillskrivas målet eller en enskild insats.",
        f"Rådets mål i {facts.area} med värdet basåret, det senaste värdet, målvärdet och om förändringen är säker",
    )


def measures(facts: Facts) -> list[Sheet]:
    """A row per measure of the area's council, in its own order; nothing when it has given none."""
    rows = _mine(facts, facts.warehouse.council_measures)
    return _sheet(
        facts,
        ("Insatser", f"Rådets insatser i {facts.area}"),
        (COUNCIL_MEASURES, rows, _MEASURE),
        f"{_said_in(rows)} Två punkter (..) betyder att beloppet inte är sagt. {_OWN_WORDS}",
        f"Rådets insatser i {facts.area} med utförare, pengar, tid, läge och resultat",
    )


def dialogues(facts: Facts) -> list[Sheet]:
    """A row per occupation and round that the area's council has talked with employers about; nothing when it has told of none."""
    rows = _mine(facts, facts.warehouse.council_dialogues)
    if not rows:
        return []
    rows.sort(key=lambda row: str(row["yrke_namn"]))
    rows.sort(key=lambda row: str(row["omgang"]), reverse=True)
    columns = [COUNCIL_DIALOGUES.column(name) for name in ("yrke_namn", "omgang", "arbetsgivare")]
    few = f"färre än {spelled(EMPLOYER_STEP)}"
    return [
        Sheet(
            "Dialoger",
            f"dialoger_{plain_code(facts.code)}",
            facts.title(f"Rådets samtal med arbetsgivare i {facts.area}"),
            facts.source_of(COUNCIL_DIALOGUES),
            f"En rad per yrke och omgång, den senaste omgången överst. {STEPPED} Vad en arbetsgivare har sagt publiceras inte.",
            tuple(SheetColumn(c.term, "text", width) for c, width in zip(columns, (54, 12, 24), strict=True)),
            tuple(
                (r["yrke_namn"], r["omgang"], few if r["arbetsgivare"] is None else str(r["arbetsgivare"]))
                for r in rows
            ),
            f"Hur många arbetsgivare rådet i {facts.area} har talat med om varje yrke, i steg om {spelled(EMPLOYER_STEP)}",
        )
    ]


def _mine(facts: Facts, rows: Iterable[Record]) -> list[Record]:
    return [row for row in rows if row["geo_kod"] == facts.code]


def _sheet(
    facts: Facts,
    named: tuple[str, str],
    told: tuple[TableContract, Sequence[Record], Mapping[str, int]],
    summary: str,
    alt_text: str,
) -> list[Sheet]:
    """A sheet of the form as it is read; none when there is nothing to tell.

    Args:
        facts: of the area.
        named: name of the sheet, and its title.
        told: the table, its rows and the columns that are shown with their widths.
        summary: what a reader must know.
        alt_text: of the table.
    """
    (name, title), (contract, rows, widths) = named, told
    if not rows:
        return []
    columns, cells = _told(contract, rows, widths)
    table = f"{name.lower().replace('å', 'a')}_{plain_code(facts.code)}"
    return [Sheet(name, table, facts.title(title), facts.source_of(contract), summary, columns, cells, alt_text)]


def _told(
    contract: TableContract, rows: Sequence[Record], widths: Mapping[str, int]
) -> tuple[tuple[SheetColumn, ...], tuple[SheetRow, ...]]:
    """The columns that have a width, as text but for amounts; a text that is not given is empty, a year is no amount."""
    chosen = [(contract.column(name), width) for name, width in widths.items()]
    kinds = [_kind(column) for column, _ in chosen]
    columns = tuple(SheetColumn(column.term, kind, width) for (column, width), kind in zip(chosen, kinds, strict=True))
    return columns, tuple(
        tuple(_cell(column, kind, row[column.name]) for (column, _), kind in zip(chosen, kinds, strict=True))
        for row in rows
    )


def _cell(column: Column, kind: CellKind, value: Value) -> Value:
    if kind == "text":
        return "" if value is None else str(value)
    return shown_cell(column, value) if kind == "number" else value


def _kind(column: Column) -> CellKind:
    if column.unit == "kronor":
        return "integer"
    return "text" if column.unit in (None, "", "år", "ordning") else "number"


def _said_in(rows: Sequence[Record]) -> str:
    """Which form the rows are of: all of a council's are of one; nothing without rows."""
    if not rows:
        return ""
    return f"Rådet lämnade uppgifterna i omgång {rows[0]['omgang']} och behandlade dem {rows[0]['behandlat']}."


def _shown(value: object) -> str:
    return "inte bedömt" if value is None else str(value)
