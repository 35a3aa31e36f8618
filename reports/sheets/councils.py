"""The council beside Arbetsförmedlingen and our signals: the sheet Samsyn."""

from __future__ import annotations

from assets.contracts.ads import ADS
from assets.contracts.assessment import ASSESSMENT
from assets.contracts.barometer import BAROMETER
from assets.contracts.councils import COMMON_VIEW, COUNCIL_ASSESSMENTS
from assets.contracts.model import Record
from assets.methods.council_agreement import AGREEMENTS
from reports.sheets.model import Facts, Sheet, SheetColumn, plain_code

SHOWN = (COUNCIL_ASSESSMENTS, BAROMETER, ADS, COMMON_VIEW)
"""What the sheet rests on."""
_WIDTHS = {"af_jobbmojligheter": 30, "radets_bedomning": 30, "signaler": 30}
_SHARES = ("rad_mot_af", "rad_mot_signaler")
_LAST = ("till_samtal", "drivs_av")


def council_tables(facts: Facts) -> list[Sheet]:
    """The sheet, when the area's council has handed in a form."""
    return [common_view(facts)] if answers(facts) else []


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


def _shown(value: object) -> str:
    return "inte bedömt" if value is None else str(value)
