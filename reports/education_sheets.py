"""What a council can order training by, and which sector advertises: the sheets Utbildning and Sektor."""

from __future__ import annotations

from assets.methods.employers import MUNICIPAL, PRIVATE, PUBLIC_COMPANY, REGIONAL, STATE, UNKNOWN_SECTOR
from assets.methods.matching import LEAST_PEOPLE
from assets.reference import UNKNOWN_SSYK3, education_groups
from assets.tables import AF_ADS, EDUCATION, SECTOR_OCCUPATION
from reports.layer import Cell, Record
from reports.model import Facts, Sheet, SheetColumn, plain_code, sheet_column, shown_cell, with_remarks

_SHOWN = (
    "befolkning",
    "andel_kvinnor",
    "matchad_forvarvsgrad",
    "rikets_forvarvsgrad",
    "skillnad_mot_riket",
    "forandring_per_ar",
    "andel_55_lankade",
)
_SIGNALS, _LINKED = EDUCATION.column("lankade_signaler"), EDUCATION.column("lankade_yrken")
_REMARK = EDUCATION.column("anmarkning")
_POSTS = SECTOR_OCCUPATION.column("platser_rensade")
NOT_LINKED = "inget yrke är länkat"
SECTOR_HEADINGS = {
    STATE: "Staten",
    MUNICIPAL: "Kommuner",
    REGIONAL: "Regionen (VGR)",
    PUBLIC_COMPANY: "Offentligt ägda företag",
    PRIVATE: "Privat sektor",
    UNKNOWN_SECTOR: "Okänt",
}
COMMON = (
    "Platser per inskriven och inskrivna arbetslösa är gemensamma för sektorerna, för den som är inskriven söker inte i en sektor. "
    "Anställda per sektor och yrke redovisas inte för delregioner. Därför ges ingen bedömning per sektor."
)
"""What cannot be told per sector."""
FEW_EMPLOYERS = "Få privata arbetsgivare: privat sektor och okänt visas inte."


def education_tables(facts: Facts) -> list[Sheet]:
    """The tables that there are figures for: the source of the education groups may be missing."""
    return [*([educations(facts)] if _educations(facts) else []), sectors(facts)]


def educations(facts: Facts) -> Sheet:
    """Education groups that lead to occupations, the largest first."""
    rows = _educations(facts)
    shown = [EDUCATION.column(name) for name in _SHOWN]
    columns = (
        SheetColumn("Kod", "code", 8),
        SheetColumn("Utbildningsgrupp", "text", 48),
        SheetColumn("Nivå", "text", 28),
        *(sheet_column(c, rows[0]) for c in shown),
        SheetColumn(_SIGNALS.term, "text", 86),
        SheetColumn(_REMARK.term, "text", 66),
    )
    cells = [
        (
            r["utbildningsgrupp"],
            r["utbildning_namn"],
            r["niva"],
            *(shown_cell(c, r[c.name]) for c in shown),
            r[_SIGNALS.name] or NOT_LINKED,
        )
        for r in rows
    ]
    year, before = rows[0]["ar"], rows[0]["ar_jamforelse"]
    return Sheet(
        "Utbildning",
        f"utbildning_{plain_code(facts.code)}",
        facts.title(
            f"Utbildningsgrupper i {facts.area} {year}: befolkning, matchad förvärvsgrad och yrken, {before}–{year}"
        ),
        facts.source_of(*EDUCATION.sources),
        "En rad per utbildningsgrupp som leder till yrken, störst befolkning överst. Matchad förvärvsgrad är hur stor del av alla "
        "20–69 år med utbildningen som arbetar i ett yrke som matchar den. Jämför med rikets för samma utbildning, inte mellan "
        f"utbildningar. Grupper med färre än {LEAST_PEOPLE} kända personer visas inte.",
        columns,
        with_remarks(cells, rows),
        f"Befolkning, matchad förvärvsgrad och länkade yrkens signaler per utbildningsgrupp i {facts.area}",
    )


def _educations(facts: Facts) -> list[Record]:
    """The area's groups that lead to occupations and are large enough, as far as it is known."""
    general = {group.code for group in education_groups() if group.general}
    mine = [
        r
        for r in facts.layer.educations
        if r["geo_kod"] == facts.code and r["utbildningsgrupp"] not in general and _known_people(r) >= LEAST_PEOPLE
    ]
    return sorted(mine, key=lambda r: (-_known_people(r), str(r["utbildningsgrupp"])))


def _known_people(row: Record) -> float:
    """The population, or that of the municipalities that are known."""
    return float(row["befolkning"] or row["befolkning_i_kvoten"] or 0)


def sectors(facts: Facts) -> Sheet:
    """Posts per occupation and sector, the most advertised occupation first."""
    mine = [r for r in facts.layer.sectors if r["geo_kod"] == facts.code]
    posts = {(r["yrke_kod"], r["sektor"]): int(r[_POSTS.name] or 0) for r in mine}
    names = {r["yrke_kod"]: r["yrke_namn"] for r in mine}
    few = {r["yrke_kod"] for r in mine if r["fa_arbetsgivare"]}
    rows: list[tuple[Cell, ...]] = []
    for code, name in names.items():
        by_sector = [posts[code, sector] for sector in SECTOR_HEADINGS]
        shown = [
            None if code in few and sector in (PRIVATE, UNKNOWN_SECTOR) else posts[code, sector]
            for sector in SECTOR_HEADINGS
        ]
        said = ["Yrket är inte känt i annonsen."] if code == UNKNOWN_SSYK3 else []
        said += [FEW_EMPLOYERS] if code in few else []
        rows.append((code, name, sum(by_sector), *shown, " ".join(said)))
    rows.sort(key=lambda row: (row[0] == UNKNOWN_SSYK3, -int(row[2] or 0), str(row[0])))
    return Sheet(
        "Sektor",
        f"sektor_{plain_code(facts.code)}",
        facts.title(f"Annonserade platser per yrke och arbetsgivarens sektor i {facts.area}, {facts.months}, antal"),
        facts.source_of(AF_ADS),
        f"En rad per yrke (redovisningsgrupp), flest platser överst. {COMMON} Offentligt ägda företag känns igen på en "
        "lista; de som saknas där räknas till privat sektor.",
        (
            SheetColumn("Kod", "code", 12),
            SheetColumn("Yrke", "text", 54),
            SheetColumn("Annonserade platser", "integer", 14),
            *(SheetColumn(heading, "integer", 13) for heading in SECTOR_HEADINGS.values()),
            SheetColumn(_REMARK.term, "text", 30),
        ),
        tuple(rows),
        f"Annonserade platser per yrke i {facts.area}, delade på arbetsgivarens sektor",
    )
