"""The published counts as cells and the sums among them: what somebody has who wants to work out a number that is not shown."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from assets.contracts.sector import SECTORS
from assets.contracts.withheld import SHOWN_ELSEWHERE
from assets.methods.recompute import Cell, Sum, determined, sums_along
from assets.reference.areas import delregioner, membership
from assets.reference.occupations import reporting_groups

ALL, BOTH = "alla", "totalt"
GEO, WHAT, SEX = 0, 1, 2
"""Places of the dimensions in a cell; what a count is of is an occupation, an education or an age."""


@dataclass(frozen=True)
class Counted:
    """A column of counts: its measure, and where in it a number belongs (SQL over the table's columns)."""

    table: str
    column: str
    measure: str
    what: str
    when: str
    sex: str = f"'{BOTH}'"
    where: str = "true"
    tried: bool = False
    """Whether a rule of ours withholds numbers, which are then tried."""
    hidden: str = "false"
    """Rows whose number stands in the table but that the rule withholds from readers (SQL)."""

    @property
    def shown(self) -> str:
        """The number where readers meet it (SQL)."""
        return self.column if self.hidden == "false" else f"case when not ({self.hidden}) then {self.column} end"


def _by_sex(table: str, what: str, where: str = "true") -> list[Counted]:
    columns = {"anstallda": BOTH, "anstallda_kvinnor": "kvinnor", "anstallda_man": "män"}
    return [Counted(table, name, "anställda", what, "ar_anstallda", f"'{sex}'", where) for name, sex in columns.items()]


_WINDOW = "period_fran || '/' || period_till"
_OCCUPATIONS = "yrkesniva in ('ssyk3', 'redovisningsgrupp')"
BY_SECTOR, _SECTOR = "platser efter sektor", "yrke_kod || '/' || sektor"
_AGES = {"what": "yrke_kod", "when": "ar::text", "sex": "kon", "where": "yrkesniva = 'ssyk3'", "tried": True}

COUNTED = (
    Counted("anstallda", "varde", "anställda", "ssyk3", "ar::text", sex="kon"),
    Counted("anstallda_per_ar", "varde", "anställda", "yrke_kod", "ar::text"),
    Counted("anstallda_alla_yrken", "varde", "anställda", f"'{ALL}'", "ar::text", sex="kon"),
    *_by_sex("obalans", "yrke_kod", _OCCUPATIONS),
    *_by_sex("kommuner", f"'{ALL}'"),
    Counted("kommun_yrke", "anstallda", "anställda", "yrke_kod", "ar_anstallda", tried=True),
    Counted(
        "annonser join (select distinct period_fran, period_till from mart.kommun_yrke) "
        "on manad between period_fran and period_till",
        "platser_rensade",
        "platser",
        "ssyk4[:3]",
        _WINDOW,
    ),
    Counted("obalans", "platser_rensade", "platser", "yrke_kod", _WINDOW, where=_OCCUPATIONS),
    Counted("kommuner", "platser_rensade", "platser", f"'{ALL}'", _WINDOW),
    Counted("platser_per_ar", "platser_rensade", "platser", "yrke_kod", _WINDOW),
    Counted("kommun_yrke", "platser_rensade", "platser", "yrke_kod", _WINDOW, tried=True),
    Counted("utbildning", "befolkning", "befolkning", "utbildningsgrupp", "ar::text", sex="kon"),
    Counted("kommun_utbildning", "befolkning", "befolkning", "utbildningsgrupp", "ar::text", tried=True),
    Counted("utbildningsplanering", "befolkning", "befolkning", "utbildningsgrupp", "ar::text"),
    Counted("alder_kommun", "anstallda", "anställda i åldern", "alder", "ar::text", sex="kon", tried=True),
    Counted("alder_yrke", "anstallda", "anställda med känd ålder", **_AGES),
    Counted("alder_yrke", "anstallda_55_64", "anställda 55–64 år", **_AGES),
    Counted("sektor_yrke", "platser_rensade", BY_SECTOR, _SECTOR, _WINDOW, tried=True, hidden="fa_arbetsgivare"),
    Counted("sektor_yrke", "platser_rensade", BY_SECTOR, _SECTOR, _WINDOW),
    Counted("sektor_yrke", "platser_rensade", BY_SECTOR, "yrke_kod", _WINDOW),
    Counted("radets_dialoger", "arbetsgivare", "arbetsgivare", "yrke_kod", "omgang", tried=True),
)
"""Every column where a rule of ours withholds a count, and those that count the same people or posts."""

_SOURCES = "Ett tal som fattas fattas hos källan, eller är en summa av ett sådant. Källan är öppen: det som följer av den är dess sak."
_OF_THOSE_KNOWN = "En summa av de kommuner som är kända, som bara delas med en annan sådan."
_OBALANS = "Samma tal som i obalans, som prövas."
_UNCOUNTED = "Inga personer eller platser: ett mått på ett annat mått."

_ESTIMATED = "En beräkning ur öppna summor för länet och delregionerna, inte ett antal som räknats."

NOT_TRIED: Mapping[str, str] = {
    "anstallda.varde": _SOURCES,
    "anstallda_per_ar.varde": _SOURCES,
    **{f"anstallda_alla_yrken.{name}": _SOURCES for name in ("varde", "minst")},
    **{f"{table}.{name}": _SOURCES for table in ("obalans", "kommuner") for name in (
        "anstallda", "anstallda_kvinnor", "anstallda_man", "inskrivna_arbetslosa", "inskrivna_kvinnor", "inskrivna_man",
        "annonser", "annonserade_platser", "annonser_rensade", "platser_rensade")},
    **{f"bedomning.{name}": _OBALANS for name in (
        "anstallda", "anstallda_kvinnor", "anstallda_man", "annonser", "annonserade_platser", "annonser_rensade", "platser_rensade")},
    **{f"obalans.forandring_{name}": "En skillnad mellan två år som inte jämförs; båda åren står i anstallda."
       for name in ("anstallda", "netto", "utover_lanet")},
    "inskrivna_arbetslosa.varde": _SOURCES,
    "inskrivna_arbetslosa_profil.varde": _SOURCES,
    "inskrivna_andelar.antal": _SOURCES,
    "inskrivna_andelar.antal_i_kvoten": _OF_THOSE_KNOWN,
    "inskrivna_andelar.alla_i_kvoten": _OF_THOSE_KNOWN,
    "riket_yrkesomrade.inskrivna_arbetslosa": _SOURCES,
    "riket_yrkesomrade.platser_rensade": "En månad som något län saknar annonser för har inget tal för riket.",
    **{f"oppna_mot_inskrivna.{name}": _SOURCES for name in (
        "oppna_annonser", "platser_oppna", "inskrivna_arbetslosa", "inskrivna_kvinnor", "inskrivna_man")},
    "platser_per_ar.platser_rensade": "Ett år som källan inte har alla månader av har inget tal, varken hemligt eller för litet.",
    **{f"anstallda_ssyk4.{name}": "En uppskattning, inte ett antal." for name in ("varde", "varde_utan_annonser")},
    **{f"skillnad.{name}": "Samma tal som i oppna_mot_inskrivna." for name in (
        "platser", "inskrivna_arbetslosa", "inskrivna_kvinnor", "inskrivna_man")},
    **{f"radets_bedomning.{name}": "Ett råds egen uppskattning av hur många som fattas: inga personer är räknade." for name in (
        "personer_fran", "personer_till")},
    "radets_bedomning.roster": "Hur många i ett råd som har bedömt ett yrke: tomt när de är en eller två.",
    **{f"utbildning.{name}": _SOURCES for name in (
        "befolkning", "helt_matchade", "delvis_matchade", "inte_matchade", "uppgift_saknas")},
    **{f"utbildning.{name}": _OF_THOSE_KNOWN for name in ("matchade_i_kvoten", "befolkning_i_kvoten")},
    **{f"utbildning.{name}": "En summa av de anställda vars ålder är känd, efter yrke: se alder_yrke." for name in (
        "anstallda_lankade", "anstallda_lankade_55")},
    "utbildningsplanering.examinerade_lan": "Samma tal som i examinerade.",
    "utbildningsplanering.befolkning": "Samma tal som i utbildning.",
    **{f"uppfoljning.{name}": "Andelar och index för delregioner och län, som ingen regel håller undan. Antalen bakom står inte här."
       for name in (
        "varde", "medelfel", "nedre", "ovre", "medel_tidigare", "riket", "skillnad_mot_riket", "forandring", "forandring_mot_riket",
        "forandring_nedre", "forandring_ovre", "egen_nedre", "egen_ovre")},
    **{f"examinerade.{name}": _SOURCES for name in ("examinerade", "etablerade", "examinerade_foljda")},
    "sektor.varde": _SOURCES,
    "pendling.varde": _SOURCES,
    "pendling.minst": _SOURCES,
    "platser_per_kvartal.platser_rensade": "Ett kvartal som källan inte har alla månader av har inget tal.",
    "framskrivning.anstallda": _SOURCES,
    "framskrivning_lan.anstallda": _SOURCES,
    "utfall_mot_framskrivning.utfall": _SOURCES,
    "ersattningsbehov.anstallda": _SOURCES,
    "behov_per_alder.anstallda": _SOURCES,
    "tillgang.befolkning": _SOURCES,
    **{f"{table}.{name}": _ESTIMATED for table, names in (
        ("arbetskraft_framskriven", ("befolkning_15_74", "arbetskraft", "arbetande_bostad", "arbetande_arbetsplats")),
        ("behov_per_alder", ("behov", "folkmangd", "folkmangd_framskriven", "skillnad")),
        ("ersattningsbehov", ("anstallda_45", "ersattningsbehov", "ersattning_och_tillvaxt", "langre_arbetsliv", "tillvaxtbehov")),
        ("framskrivning", ("personer", "nedre", "ovre")),
        ("framskrivning_lan", ("personer", "nedre", "ovre")),
        ("utfall_mot_framskrivning", ("framskrivet", "nedre", "ovre", "fel")),
        ("utbildning_yrke", ("ersattning_om_fem", "ersattning_om_tio")),
        ("langsiktig_skillnad", ("behov", "tillgang", "skillnad", "nedre", "ovre")),
        ("tillgang", ("anpassning", "arbetande", "befolkning_framskriven", "examinerade", "nettoflode", "tillgang")),
        ("tillgang_scenarier", ("bas", "skillnad", "tillgang")),
    ) for name in names},
}  # fmt: skip
"""Table and column → why its missing numbers are not tried."""


def _numbers(connection: duckdb.DuckDBPyConnection, each: Counted) -> dict[Cell, float | None]:
    """A column's numbers by cell; None where one is not shown."""
    rows = connection.execute(
        f"select geo_kod, {each.what}, {each.sex}, {each.when}, "
        f"case when count(*) = count({each.shown}) then sum({each.shown}) end "
        f"from mart.{each.table} where {each.where} group by all"
    ).fetchall()
    return {tuple(cell): None if number is None else float(number) for *cell, number in rows}


def parts_of(
    measure: str, cells: Collection[Cell], county: str
) -> Iterable[tuple[int, Mapping[Hashable, Sequence[Hashable]]]]:
    """The dimensions of a measure along which it has sums."""
    yield SEX, {BOTH: ("kvinnor", "män")}
    if measure == BY_SECTOR:
        # The county has the ads without a municipality too, so it is no sum of its delregioner.
        yield WHAT, {str(cell[WHAT]): [f"{cell[WHAT]}/{sector}" for sector in SECTORS] for cell in cells}
    if measure in ("anställda", "platser", "befolkning"):
        inside = {
            d.code: [m.municipality for m in membership(county) if m.delregion == d.code] for d in delregioner(county)
        }
        yield GEO, {**inside, county: list(inside)}
    if measure in ("anställda", "platser"):
        occupations = sorted({str(cell[WHAT]) for cell in cells if len(str(cell[WHAT])) == 3 or cell[WHAT] == "okänt"})
        groups = {group.code: group.ssyk3 for group in reporting_groups() if len(group.ssyk3) > 1}
        yield WHAT, {ALL: occupations, **groups}


def follow(
    connection: duckdb.DuckDBPyConnection, county: str, without: Collection[str] = ()
) -> dict[tuple[str, str], dict[Cell, float]]:
    """The numbers of each tried column that are not shown but follow from what is, in the newest period.

    Args:
        connection: with the published tables.
        county: two-digit code.
        without: tables that are not read.
    """
    found = {}
    for measure in dict.fromkeys(each.measure for each in COUNTED):
        columns = [each for each in COUNTED if each.measure == measure and each.table.split()[0] not in without]
        if not any(each.tried for each in columns):
            continue
        numbers = {each: _numbers(connection, each) for each in columns}
        newest = max(str(cell[-1]) for each in columns if each.tried for cell in numbers[each])
        cells = {cell for each in columns for cell in numbers[each] if cell[-1] == newest}
        known = {
            cell: number
            for each in columns
            for cell, number in numbers[each].items()
            if number is not None and cell in cells
        }
        sums: list[Sum] = [
            one for at, parts in parts_of(measure, cells, county) for one in sums_along(cells, at, parts)
        ]
        told = {**determined(known, sums), **known}
        for each in columns:
            if each.tried:
                hidden = [cell for cell, number in numbers[each].items() if number is None and cell in told]
                found[each.table, each.column] = {cell: told[cell] for cell in hidden}
    return found


def leaks(connection: duckdb.DuckDBPyConnection, county: str) -> list[str]:
    """Every number that follows and is not said to stand elsewhere, as a sentence."""
    excepted = {(each.table, each.column) for each in SHOWN_ELSEWHERE}
    return [
        f"{table}.{column} {' '.join(map(str, cell))}: {number:.0f}"
        for (table, column), cells in follow(connection, county).items()
        if (table, column) not in excepted
        for cell, number in sorted(cells.items())
    ]
