"""Which sector advertises for each occupation (the sheet Sektor), and where people work (a table on the page)."""

from __future__ import annotations

from dataclasses import dataclass

from assets.contracts.columns import REMARK
from assets.contracts.sector import SECTOR, SECTOR_OCCUPATION, WELFARE
from assets.contracts.words import SEXES
from assets.methods.employers import MUNICIPAL, PRIVATE, PUBLIC_COMPANY, REGIONAL, STATE, UNKNOWN_SECTOR
from assets.methods.rounding import to_digits
from assets.reference.areas import word_of
from assets.reference.occupations import UNKNOWN_SSYK3
from reports import texts
from reports.records import Value
from reports.sheets.model import Facts, Sheet, SheetColumn, plain_code, shown_cell

WELFARE_HEADING = "Välfärdens verksamheter oavsett arbetsgivare"


def sector_headings(county: str) -> dict[str, str]:
    """What readers of a county call each sector, in their order."""
    return {
        STATE: "Staten",
        MUNICIPAL: "Kommuner",
        REGIONAL: word_of(county, "regionen"),
        PUBLIC_COMPANY: "Offentligt ägda företag",
        PRIVATE: "Privat sektor",
        UNKNOWN_SECTOR: "Okänt",
    }


COMMON = (
    "Annonserade platser per inskriven och inskrivna arbetslösa är "
    "gemensamma för sektorerna, för den som är inskriven söker inte i en sektor. "
    "Anställda per sektor och yrke redovisas inte för delregioner. Därför ges ingen bedömning per sektor."
)
"""What cannot be told per sector."""
POSTS_ALONE = "Hur många anställda varje sektor har i yrket visas inte öppet för län, delregioner eller kommuner. Därför visas annonserna."
"""Why an occupation's sectors are those of its posts."""
FEW_EMPLOYERS = "Få privata arbetsgivare: sektorerna visas inte."
OVERLAPS = "Offentlig förvaltning, utbildning, vård och omsorg. Överlappar sektorerna och läggs inte ihop med dem."


@dataclass(frozen=True)
class _Working:
    """Those at work in the newest month and a year before: counts by sector, sex and month, and the newest shares."""

    before: str
    now: str
    counts: dict[tuple[str, str, str], Value]
    shares: dict[str, Value]


_ON_PAPER = 40
"""Occupations that are printed, those with the most posts."""


def sectors(facts: Facts) -> Sheet:
    """Posts per occupation and sector, the most advertised occupation first."""
    mine = [r for r in facts.warehouse.sectors if r["geo_kod"] == facts.code]
    posts = {(r["yrke_kod"], r["sektor"]): int(r["platser_rensade"] or 0) for r in mine}
    names = {r["yrke_kod"]: r["yrke_namn"] for r in mine}
    few = {r["yrke_kod"] for r in mine if r["fa_arbetsgivare"]}
    headings = sector_headings(facts.warehouse.county)
    rows: list[tuple[Value, ...]] = []
    for code, name in names.items():
        by_sector = [posts[code, sector] for sector in headings]
        # With the total beside them, the public ones would tell the private one.
        shown = [None] * len(by_sector) if code in few else by_sector
        said = ["Yrket är inte känt i annonsen."] if code == UNKNOWN_SSYK3 else []
        said += [FEW_EMPLOYERS] if code in few else []
        rows.append((code, name, sum(by_sector), *shown, " ".join(said)))
    rows.sort(key=lambda row: (not row[2], row[0] == UNKNOWN_SSYK3, -int(row[2] or 0), str(row[0])))
    return Sheet(
        "Sektor",
        f"sektor_{plain_code(facts.code)}",
        facts.title(f"Annonserade platser per yrke och arbetsgivarens sektor i {facts.area}, {facts.months}, antal"),
        facts.source_of(SECTOR_OCCUPATION, SECTOR),
        # Paper shows the beginning alone; the notes have what cannot be told in full.
        f"En rad per yrke (redovisningsgrupp), flest platser överst. {_shares(facts)}{COMMON} Offentligt ägda företag känns "
        "igen på en lista; de som saknas där räknas till privat sektor.",
        (
            SheetColumn("Kod", "code", 12),
            SheetColumn("Yrke", "text", 54),
            SheetColumn("Annonserade platser", "integer", 14),
            *(SheetColumn(heading, "integer", 13) for heading in headings.values()),
            SheetColumn(REMARK.term, "text", 30),
        ),
        tuple(rows),
        f"Annonserade platser per yrke i {facts.area}, delade på arbetsgivarens sektor",
        printed=min(_ON_PAPER, sum(bool(row[2]) for row in rows)),
    )


def _headings(facts: Facts) -> dict[str, str]:
    return {**sector_headings(facts.warehouse.county), WELFARE: WELFARE_HEADING}


def _shares(facts: Facts) -> str:
    """Where people work, as a sentence with its month; empty when it is not known."""
    working = _at_work(facts)
    if working is None:
        return ""
    headings = _headings(facts)
    told = [
        f"{headings[sector]} {texts.number_text(to_digits(100 * float(share)))} procent"
        for sector, share in working.shares.items()
        if share is not None
    ]
    return f"Sysselsatta 15–74 år (BAS) i {facts.area} {texts.month(working.now)}: {', '.join(told)}. "


def employers(facts: Facts) -> list[Sheet]:
    """Those at work per sector, and in the welfare's activities whoever employs; none when the source is missing."""
    working = _at_work(facts)
    return [] if working is None else [_employers(facts, working)]


def _employers(facts: Facts, working: _Working) -> Sheet:
    counts, shares, before, now = working.counts, working.shares, working.before, working.now
    headings, rows = _headings(facts), []
    for sector in headings:
        cells = [counts.get((sector, sex, now)) for sex in SEXES]
        share = shown_cell(SECTOR.column("andel"), shares.get(sector))
        earlier = counts.get((sector, "totalt", before))
        said = [OVERLAPS] if sector == WELFARE else []
        said += [texts.SOURCE_LACKS] if None in (*cells, share, earlier) else []
        rows.append((headings[sector], *cells, share, earlier, " ".join(said)))
    count, year_before = (f"Sysselsatta 15–74 år {texts.month(month)}" for month in (now, before))
    return Sheet(
        "Arbetsgivare",
        f"arbetsgivare_{plain_code(facts.code)}",
        facts.title(f"Sysselsatta 15–74 år i {facts.area} efter arbetsgivarens sektor, {texts.month(now)}, antal"),
        facts.source_of(SECTOR),
        "En rad per sektor, och sist välfärdens verksamheter oavsett arbetsgivare. Sysselsatta (BAS) med arbetsplats i området, "
        "egenföretagare inräknade: talen är högre än anställda på bladet Yrken. De senaste månaderna är preliminära.",
        (
            SheetColumn("Arbetsgivare", "text", 46),
            SheetColumn(count, "integer", 16),
            SheetColumn(f"Kvinnor, {texts.month(now)}", "integer", 14),
            SheetColumn(f"Män, {texts.month(now)}", "integer", 14),
            SheetColumn(f"Andel av alla, {texts.month(now)}", "percent", 14),
            SheetColumn(year_before, "integer", 16),
            SheetColumn(REMARK.term, "text", 50),
        ),
        tuple(rows),
        f"Sysselsatta 15–74 år i {facts.area} per sektor, och i välfärdens verksamheter",
    )


def _at_work(facts: Facts) -> _Working | None:
    mine = [r for r in facts.warehouse.at_work if r["geo_kod"] == facts.code]
    if not mine:
        return None
    months = sorted({str(r["manad"]) for r in mine})
    shares = {str(r["sektor"]): r["andel"] for r in mine if r["kon"] == "totalt" and r["manad"] == months[-1]}
    counts = {(str(r["sektor"]), str(r["kon"]), str(r["manad"])): r["varde"] for r in mine}
    return _Working(months[0], months[-1], counts, {sector: shares.get(sector) for sector in _headings(facts)})
