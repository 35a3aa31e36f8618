"""Which faults are planted, in which tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from bench.planted.changes import (
    Change,
    Frame,
    Table,
    all_null,
    copied_from_before,
    half_zero,
    holds_anothers,
    late,
    nothing,
    older_doubled,
    one_code_less,
    one_code_more,
    shifted,
    swap,
    swap_nearest,
    swap_within,
    times,
    transposed,
    turned,
    zeros_for_null,
)

WHOLE_ONLY = ("åren ett år sena", "äldre år dubblerade", "månaderna en månad sena", "svaret är tomt")
NO_PERIODS = ("annonser", "annonser_oppna", "yrkesbarometer", "taxonomi", "kompetenser")
"""Faults, and tables, that have no newest period to stand in alone."""
GROSS, SMALL = "grovt", "litet"
UNPUBLISHED = "inte publicerat än"
"""A newest period without a number is no fault: the source has not published it, and the period before is used and named."""


@dataclass(frozen=True)
class PlantedFault:
    """One way to be wrong: in which table, what, how large, whether in the newest period alone, and the change itself."""

    table: str
    what: str
    size: str
    newest_only: bool
    change: Change


def _generic() -> Iterator[PlantedFault]:
    """Faults that any table of numbers can have."""
    regions = {"anstallda": "region_kod", "anstallda_ssyk4": "region_kod", "matchning": "region_kod"}
    for name in ("anstallda", "anstallda_ssyk4", "anstallda_alder", "anstallda_naringsgren", "examinerade"):
        yield PlantedFault(name, "män och kvinnor bytta i hela tabellen", GROSS, False, swap("kon", "kvinnor", "män"))
    for name, dim in (
        ("anstallda", "ssyk3"),
        ("anstallda_ssyk4", "ssyk4"),
        ("anstallda_alder_riket", "ssyk4"),
        ("anstallda_alder", "ssyk3"),
    ):
        yield PlantedFault(
            name, "män och kvinnor bytta för ett yrke", GROSS, False, swap_within("kon", "kvinnor", "män", dim)
        )
        yield PlantedFault(name, "två yrken bytta", GROSS, False, swap_nearest(dim))
        yield PlantedFault(name, "yrkeskoderna flyttade ett steg", GROSS, False, shifted(dim))
        yield PlantedFault(name, "ett yrke dubblerat på alla nivåer, nyaste året", GROSS, True, times(2, dim))
        yield PlantedFault(name, "ett yrke tredubblat på alla nivåer", GROSS, False, times(3, dim))
        yield PlantedFault(name, "en kod mindre", GROSS, False, one_code_less(dim))
        yield PlantedFault(name, "en ny kod med ett annat yrkes tal", GROSS, False, one_code_more(dim, "9999"))
        yield PlantedFault(name, "nyaste året i tusental", GROSS, True, times(0.001))
        yield PlantedFault(name, "hälften av värdena är noll", GROSS, False, half_zero)
        yield PlantedFault(name, "två procent fler i ett yrke", SMALL, False, times(1.02, dim))
    for name, dim in regions.items():
        yield PlantedFault(name, "två områden bytta", GROSS, False, swap_nearest(dim))
        yield PlantedFault(name, "rikets rad har ett läns tal", GROSS, False, holds_anothers(dim, "00", "14"))
        yield PlantedFault(name, "allt saknas", GROSS, False, all_null)
    for name in ("anstallda", "anstallda_ssyk4", "matchning", "utbildningsniva", "folkmangd_till_2024"):
        yield PlantedFault(name, "nyaste året är året före en gång till", GROSS, True, copied_from_before())
        yield PlantedFault(name, "åren ett år sena", GROSS, False, late)
        yield PlantedFault(name, "äldre år dubblerade", GROSS, False, older_doubled)
        yield PlantedFault(name, "svaret är tomt", GROSS, False, nothing)
    for name in ("anstallda_2019", "anstallda_2014", "anstallda_ssyk4_2014"):
        yield PlantedFault(name, "hela registret dubblerat", GROSS, False, times(2))
    for name in ("pendling", "matchning", "arbetsmarknadsstatus"):
        yield PlantedFault(name, "tomma värden är noll", GROSS, False, zeros_for_null)


def _of_subjects() -> Iterator[PlantedFault]:
    """Faults that only some sources can have."""
    yield PlantedFault("anstallda_alder", "åldrarna bakvända", GROSS, False, turned("alder"))
    yield PlantedFault("anstallda_alder_riket", "åldrarna bakvända", GROSS, False, turned("alder"))
    yield PlantedFault("folkmangd_till_2024", "åldrarna flyttade ett steg", GROSS, False, shifted("alder"))
    yield PlantedFault("framskriven_folkmangd", "åldrarna bakvända", GROSS, False, turned("alder"))
    yield PlantedFault("framskriven_folkmangd", "allt halverat", GROSS, False, times(0.5))
    yield PlantedFault("anstallda_naringsgren", "näringsgrenarna flyttade ett steg", GROSS, False, shifted("sni"))
    matched = swap("grupp", "kvinnor", "män")
    yield PlantedFault(
        "matchning", "helt och delvis matchade bytta", GROSS, False, swap("matt", "helt matchade", "delvis matchade")
    )
    yield PlantedFault(
        "matchning", "helt och inte matchade bytta", GROSS, False, swap("matt", "helt matchade", "inte matchade")
    )
    yield PlantedFault("matchning", "män och kvinnor bytta", GROSS, False, matched)
    yield PlantedFault("matchning", "två utbildningsgrupper bytta", GROSS, False, swap_nearest("utbildningsgrupp"))
    yield PlantedFault("matchning", "utbildningsgrupperna flyttade ett steg", GROSS, False, shifted("utbildningsgrupp"))
    yield PlantedFault("matchning_niva", "nivåerna bakvända", GROSS, False, turned("utbildningsniva"))
    yield PlantedFault("utbildningsniva", "två nivåer bytta", GROSS, False, swap_nearest("utbildningsniva"))
    yield PlantedFault("sysselsatta_sektor", "kommun och stat bytta", GROSS, False, swap("sektor", "KOM", "STAT"))
    yield PlantedFault(
        "sysselsatta_sektor", "kommunal sektor halverad, nyaste månaden", GROSS, True, times(0.5, "sektor", ("KOM",))
    )
    yield PlantedFault(
        "sysselsatta_sektor", "bostad och arbetsställe bytta", GROSS, False, swap("matt", "bostad", "arbetsställe")
    )
    yield PlantedFault("sysselsatta_sektor", "en månad är månaden före en gång till", GROSS, True, copied_from_before())
    yield PlantedFault("sysselsatta_naringsgren", "utbildning och vård bytta", GROSS, False, swap("sni", "P", "Q"))
    yield PlantedFault("sysselsatta_naringsgren", "näringsgrenarna flyttade ett steg", GROSS, False, shifted("sni"))
    yield PlantedFault(
        "arbetsmarknadsstatus",
        "arbetslösa och sysselsatta bytta",
        GROSS,
        False,
        swap("matt", "arbetslösa", "sysselsatta"),
    )
    yield PlantedFault("pendling", "bostad och arbete bytta", GROSS, False, transposed("bostad_kod", "arbete_kod"))
    yield PlantedFault("pendling", "män och kvinnor bytta", GROSS, False, swap("kon", "kvinnor", "män"))
    yield PlantedFault("loner", "lönerna i tusental, nyaste året", GROSS, True, times(0.001))
    yield PlantedFault("loner", "män och kvinnor bytta", GROSS, False, swap("kon", "kvinnor", "män"))
    yield PlantedFault("lediga_jobb", "nyaste kvartalet i tusental", GROSS, True, times(0.001))
    yield PlantedFault("lediga_jobb", "privat och kommun bytta", GROSS, False, swap("sektor", "privat", "kommun"))
    yield PlantedFault("examinerade", "två utbildningsgrupper bytta", GROSS, False, swap_nearest("utbildningsgrupp"))
    yield PlantedFault("examinerade", "nyaste året halverat", GROSS, True, times(0.5))
    yield PlantedFault("etablerade", "män och kvinnor bytta", GROSS, False, swap("kon", "kvinnor", "män"))
    yield PlantedFault(
        "inskrivna_arbetslosa", "två AF-yrkesområden bytta", GROSS, False, swap_nearest("af_yrkesomrade")
    )
    yield PlantedFault(
        "inskrivna_arbetslosa", "AF-yrkesområdena flyttade ett steg", GROSS, False, shifted("af_yrkesomrade")
    )
    yield PlantedFault("inskrivna_arbetslosa", "två kommuner bytta", GROSS, False, swap_nearest("kommun_kod"))
    yield PlantedFault("inskrivna_arbetslosa", "nyaste månaden tio gånger för stor", GROSS, True, times(10))
    yield PlantedFault(
        "inskrivna_arbetslosa",
        "Göteborg tio gånger för stort, nyaste månaden",
        GROSS,
        True,
        times(10, "kommun_kod", ("1480",)),
    )
    yield PlantedFault(
        "inskrivna_arbetslosa", "en månad är månaden före en gång till", GROSS, True, copied_from_before()
    )
    yield PlantedFault("inskrivna_arbetslosa", "månaderna en månad sena", GROSS, False, late)
    yield PlantedFault("inskrivna_lan", "två län bytta", GROSS, False, swap_nearest("lan_kod"))
    yield PlantedFault("inskrivna_lan", "ett län dubblerat, nyaste månaden", GROSS, True, times(2, "lan_kod"))
    yield PlantedFault("inskrivna_profil", "inrikes och utrikes bytta", GROSS, False, swap_nearest("grupp"))
    yield PlantedFault("inskrivna_tid", "tiderna bakvända", GROSS, False, turned("tid"))
    yield PlantedFault(
        "arbetskraft_bas", "inskrivna och arbetskraft bytta", GROSS, False, swap("matt", "inskrivna", "arbetskraft")
    )


def _of_ads() -> Iterator[PlantedFault]:
    def newest_months(rows: Frame, number: int) -> pd.Series[bool]:
        return rows["manad"].isin(sorted(rows["manad"].unique())[-number:])

    def lost_month(rows: Frame, table: Table) -> Frame:
        return rows[~((rows["manad"] == table.largest("manad")[0]) & (np.arange(len(rows)) % 20 > 0))]

    def twice(rows: Frame, table: Table) -> Frame:
        again = rows[rows["manad"] == table.largest("manad")[0]]
        return pd.concat([rows, again.assign(annons_id="x" + again["annons_id"])])

    def posts(rows: Frame, table: Table) -> Frame:
        month = rows["manad"] == table.largest("manad")[0]
        return rows.assign(platser_i_annons=rows["platser_i_annons"].where(~month, 10 * rows["platser_i_annons"]))

    def half_quarter(rows: Frame, table: Table) -> Frame:
        return rows[~(newest_months(rows, 3) & (np.arange(len(rows)) % 2 == 1))]

    def last_years(rows: Frame, table: Table) -> Frame:
        months = sorted(rows["manad"].unique())[-6:]
        earlier = {f"{int(m[:4]) - 1}{m[4:]}": m for m in months}
        copy = rows[rows["manad"].isin(list(earlier))]
        return pd.concat([rows[~rows["manad"].isin(months)], copy.assign(manad=copy["manad"].map(earlier))])

    def tripled(rows: Frame, table: Table) -> Frame:
        mine = rows[rows["ssyk4"] == table.largest("ssyk4")[0]]
        return pd.concat(
            [rows, mine.assign(annons_id="x" + mine["annons_id"]), mine.assign(annons_id="y" + mine["annons_id"])]
        )

    def given(rows: Frame, table: Table) -> Frame:
        one, other = table.largest("ssyk4", 2)
        return rows.assign(ssyk4=rows["ssyk4"].replace({one: other}))

    def lost_places(rows: Frame, table: Table) -> Frame:
        return rows.assign(kommun_kod=None)

    def month_late(rows: Frame, table: Table) -> Frame:
        months = sorted(rows["manad"].unique())
        return rows.assign(manad=rows["manad"].map(dict(zip(months, [*months[1:], months[-1]], strict=True))))

    for what, change in (
        ("en månads annonser saknas", lost_month),
        ("en månads annonser två gånger", twice),
        ("tio gånger fler platser en månad", posts),
        ("halva kvartalets annonser", half_quarter),
        ("förra årets annonser under årets namn", last_years),
        ("ett yrkes annonser tredubblade", tripled),
        ("ett yrkes annonser hos ett annat", given),
        ("två kommuner bytta", swap_nearest("kommun_kod")),
        ("kommunerna borta", lost_places),
        ("datumen en månad sena", month_late),
        ("inga annonser", nothing),
    ):
        yield PlantedFault("annonser", what, GROSS, False, change)

    def half_open(rows: Frame, table: Table) -> Frame:
        return rows[np.arange(len(rows)) % 2 == 0]

    yield PlantedFault("annonser_oppna", "de öppna annonserna halverade", GROSS, False, half_open)
    yield PlantedFault("annonser_oppna", "två kommuner bytta", GROSS, False, swap_nearest("kommun_kod"))
    yield PlantedFault("annonser_oppna", "ett yrkes annonser hos ett annat", GROSS, False, given)


def _of_barometer() -> Iterator[PlantedFault]:
    yield PlantedFault("yrkesbarometer", "klasserna bakvända", GROSS, False, swap("jobbmojligheter", "stora", "små"))
    yield PlantedFault(
        "yrkesbarometer", "ett annat läns bedömning", GROSS, False, holds_anothers("lan_kod", "14", "25")
    )
    yield PlantedFault(
        "yrkesbarometer", "öka och minska bytta", GROSS, False, swap("efterfragan_om_fem_ar", "öka", "minska")
    )
    yield PlantedFault("taxonomi", "hälften av begreppen saknas", GROSS, False, lambda rows, table: rows.iloc[::2])
    yield PlantedFault("kompetenser", "två kommuner bytta", GROSS, False, swap_nearest("kommun_kod"))
    yield PlantedFault("kompetenser", "yrkena flyttade ett steg", GROSS, False, shifted("ssyk4"))


def faults() -> list[PlantedFault]:
    """Every fault that is planted, and those of a whole table once more in its newest period alone."""
    planted = [*_generic(), *_of_subjects(), *_of_ads(), *_of_barometer()]
    again = [
        replace(
            fault,
            size=UNPUBLISHED if fault.change is all_null else GROSS,
            newest_only=True,
            what=f"{fault.what}, bara i nyaste perioden",
        )
        for fault in planted
        if fault.size == GROSS
        and not fault.newest_only
        and fault.what not in WHOLE_ONLY
        and fault.table not in NO_PERIODS
    ]
    return [*planted, *again]
