"""Rules of what the councils have heard, want, do and have reviewed: their own words, and no employer's."""

from __future__ import annotations

from assets.contracts.council_work import (
    COUNCIL_DIALOGUES,
    COUNCIL_MEASURES,
    COUNCIL_PRIORITIES,
    COUNCIL_PROCESS,
    DECIDED,
    REGISTER,
    SOURCE,
    STAGED_DIALOGUES,
    STAGED_MEASURES,
    STAGED_PRIORITIES,
    STAGED_REVIEWS,
    STAGED_WANTED,
    WISHED,
)
from assets.contracts.edition import SOURCES
from assets.contracts.places import DIM_GEO
from assets.methods.council_dialogues import EMPLOYER_STEP, employers_at_least, shown_employers
from checks.result import STOPPING, WARNING
from checks.rules.base import DECIMALS, FOLLOW_BACK, Frame, Judgement, Rows, reconciliation
from checks.rules.council_forms import newest, of_county, the_same
from checks.rules.expectation import Suite
from checks.rules.vocabulary import (
    HIGHEST,
    LOWEST,
    Number,
    between,
    never_matches,
    never_null,
    not_less_than,
    reason_given,
)

_EMPLOYER = ["arbetsgivare_typ", "arbetsgivare_storlek", "datum", "behov_nar", "kommun"]
_FRESHNESS = ["period_till", "hamtad", "hamtstatus"]
_OWN_ROWS = "rådens egna rader ur det nyaste formuläret"
_WORK, _REGISTER = "Rätta assets/marts/councils/work.py.", "Rätta assets/marts/councils/register.py."


@reconciliation(
    COUNCIL_DIALOGUES,
    STAGED_DIALOGUES,
    DIM_GEO,
    name="samtal_i_steg_om_tre",
    severity=STOPPING,
    why="Hur många arbetsgivare som har svarat visas bara i steg om tre, och är formulärens antal nedrundat.",
    action="Rätta assets/marts/councils/dialogues.py. Publicera inget förrän den är rättad: rådet har lovat arbetsgivarna det.",
    expected="3, 6, 9 och så vidare, annars inget antal",
    rule=(EMPLOYER_STEP,),
)
def dialogues_are_counted(made: Rows, staged: Rows, places: Rows) -> Judgement:
    """Every cell counted again, in both directions. A fault never says how many there are: it is read by more than the council."""
    rows, shown = newest(of_county(staged, places), "geo_kod", "omgang"), made.read()
    cells, named = ["geo_kod", "yrke_kod", "omgang"], ["geo_kod", "yrke_kod", "omgang", "yrke_namn"]
    wanted = {
        cell: shown_employers(employers_at_least(of[_EMPLOYER].fillna("").itertuples(index=False, name=None)))
        for cell, of in rows.groupby(cells)
    }
    found = {cell: of["arbetsgivare"].iloc[0] for cell, of in shown.groupby(cells)}
    faults = [f"{' '.join(cell)} saknas" for cell in sorted(wanted.keys() - found.keys())]
    faults += [f"{' '.join(cell)} står inte i något formulär" for cell in sorted(found.keys() - wanted.keys())]
    for cell in sorted(wanted.keys() & found.keys()):
        if (wanted[cell] or 0) != (found[cell] if found[cell] == found[cell] else 0):
            faults.append(f"{' '.join(cell)}: ett annat antal än formulärens i steg om {EMPLOYER_STEP}")
    called, told = (set(frame[named].itertuples(index=False, name=None)) for frame in (shown, rows))
    faults += [f"{' '.join(row)}: yrket hette något annat" for row in sorted(called - told) if row[:3] in wanted]
    return Judgement(
        faults, {"yrken": len(wanted)}, f"{len(found)} yrken, {shown['arbetsgivare'].notna().sum()} med antal"
    )


@reconciliation(
    COUNCIL_PRIORITIES,
    STAGED_PRIORITIES,
    DIM_GEO,
    name="prioriteringar_bevarade",
    severity=STOPPING,
    why="Varje prioritering står som rådet har skrivit den, och kallas beslutad bara när det står av vem, när och var.",
    action=_WORK,
    expected=_OWN_ROWS,
    rule=("exakt", DECIDED),
)
def priorities_are_kept(made: Rows, staged: Rows, places: Rows) -> Judgement:
    """Word for word, and no proposal is called decided."""
    found, rows = _word_for_word(made, staged, places), made.read()
    told = rows[["beslutad_av", "beslutad_datum", "diarienummer"]].notna().all(axis=1)
    wrong = rows[told != (rows["beslutslage"] == DECIDED)]
    faults = [f"{row.geo_kod} {row.nr}: kallas {row.beslutslage}" for row in wrong.itertuples()]
    return Judgement([*found.faults, *faults], found.compared, found.observed)


@reconciliation(
    COUNCIL_MEASURES,
    STAGED_MEASURES,
    DIM_GEO,
    name="insatser_bevarade",
    severity=STOPPING,
    why="Varje insats står som rådet har skrivit den.",
    action=_WORK,
    expected=_OWN_ROWS,
    rule=("exakt",),
)
def measures_are_kept(made: Rows, staged: Rows, places: Rows) -> Judgement:
    """Word for word."""
    return _word_for_word(made, staged, places)


@reconciliation(
    COUNCIL_PROCESS,
    COUNCIL_PRIORITIES,
    name="arbetet_ur_prioriteringarna",
    severity=STOPPING,
    why="Hur många prioriteringar som har ägare och beslut följer av prioriteringarna själva.",
    action=FOLLOW_BACK,
    expected="samma antal när de räknas igen",
    rule=("exakt", DECIDED),
)
def priorities_are_counted(made: Rows, wanted: Rows) -> Judgement:
    """Counted again, council by council, and the share of them."""
    rows, shown = wanted.read(), made.read()
    owned, decided = rows["agare"].notna(), rows["beslutslage"] == DECIDED
    rows = rows.assign(prioriteringar=True, med_agare=owned, beslutade=decided, med_agare_och_beslut=owned & decided)
    columns = ["prioriteringar", "med_agare", "beslutade", "med_agare_och_beslut"]
    share = shown["med_agare_och_beslut"] / shown["prioriteringar"].where(shown["prioriteringar"] > 0)
    apart = (share.fillna(-1) - shown["andel_agare_och_beslut"].fillna(-1)).abs() > DECIMALS
    faults = [f"{area}: andelen är inte antalen delade" for area in shown.loc[apart, "geo_kod"]]
    return _counted_again(shown, rows, columns, faults)


@reconciliation(
    COUNCIL_PROCESS,
    COUNCIL_MEASURES,
    name="arbetet_ur_insatserna",
    severity=STOPPING,
    why="Hur många insatser som är avslutade och har ett resultat följer av insatserna själva.",
    action=FOLLOW_BACK,
    expected="samma antal när de räknas igen",
    rule=("exakt",),
)
def measures_are_counted(made: Rows, done: Rows) -> Judgement:
    """Counted again, council by council."""
    rows = done.read()
    ended, resulted = rows["lage"] == "avslutad", rows["resultat"].notna()
    rows = rows.assign(insatser=True, insatser_avslutade=ended, insatser_med_resultat=resulted)
    return _counted_again(made.read(), rows, ["insatser", "insatser_avslutade", "insatser_med_resultat"], [])


@reconciliation(
    REGISTER,
    SOURCES,
    name="kallorna_star_i_registret",
    severity=STOPPING,
    why="Varje källa som talen bygger på står i registret, lika färsk som i tabellen kalla, och ingen annan.",
    action=_REGISTER,
    expected="samma källor som i tabellen kalla",
    rule=("exakt",),
)
def sources_are_registered(made: Rows, sources: Rows) -> Judgement:
    """In both directions."""
    shown = made.read(("slag", "=", SOURCE), columns=["slag", "underlag_id", *_FRESHNESS])
    kept = sources.read(columns=["underlag", "anvands_i", *_FRESHNESS])
    used = kept[kept["anvands_i"].notna() & kept["hamtad"].notna()].rename(columns={"underlag": "underlag_id"})
    columns = ["underlag_id", *_FRESHNESS]
    return the_same(shown[columns].drop_duplicates(), used[columns], "källor")


@reconciliation(
    REGISTER,
    STAGED_WANTED,
    DIM_GEO,
    name="onskningar_star_i_registret",
    severity=STOPPING,
    why="Det som ett råd vill ha svar på står i registret så som rådet har skrivit det.",
    action=_REGISTER,
    expected=_OWN_ROWS,
    rule=("exakt",),
)
def wishes_are_registered(made: Rows, staged: Rows, places: Rows) -> Judgement:
    """Word for word, in both directions."""
    shown = made.read(("slag", "=", WISHED)).rename(
        columns={"underlag": "fraga", "lage": "finns", "onskas_i": "geo_namn"}
    )
    columns = ["geo_namn", "fraga", "finns", "onskas_av", "kostnad", "beslut"]
    return the_same(shown[columns], newest(of_county(staged, places), "geo_kod")[columns], "önskningar")


@reconciliation(
    REGISTER,
    STAGED_REVIEWS,
    DIM_GEO,
    name="granskningar_star_i_registret",
    severity=STOPPING,
    why="Varje granskning som ett råd har lämnat står i registret, vid ett underlag eller för sig, och ingen annan.",
    action=f"{_REGISTER[:-1]} eller assets/methods/named_in_text.py.",
    expected="rådens egna granskningar",
    rule=("exakt",),
)
def reviews_are_registered(made: Rows, staged: Rows, places: Rows) -> Judgement:
    """By whom, when and with which verdict, in both directions; one review may be of several underlag."""
    shown = made.read()
    shown = shown[shown["granskat_i"].notna()].rename(columns={"granskat_i": "geo_namn", "granskat_den": "datum"})
    columns = ["geo_namn", "granskare", "omdome", "datum"]
    given = of_county(staged, places)[columns].drop_duplicates()
    return the_same(shown[columns].drop_duplicates(), given, "granskningar")


def _word_for_word(made: Rows, staged: Rows, places: Rows) -> Judgement:
    """The rows of each council's newest form stand in the table, and no others."""
    shown, given = made.read(), newest(of_county(staged, places), "geo_kod")
    columns = [column.name for column in made.contract.columns if column.name in given]
    return the_same(shown[columns], given[columns], "rader")


def _counted_again(shown: Frame, rows: Frame, columns: list[str], faults: list[str]) -> Judgement:
    again, told = rows.groupby("geo_kod")[columns].sum().astype("int64"), shown.set_index("geo_kod")[columns]
    both = again.reindex(again.index.union(told.index), fill_value=0)
    off = both[(told.reindex(both.index) != both).any(axis=1)]
    faults = [*faults, *(f"{row[0]}: borde vara {', '.join(map(str, row[1:]))}" for row in off.itertuples(name=None))]
    return Judgement(faults, {"råd": len(both)}, f"{len(told)} råd räknade igen")


def _plausible(tables: tuple[str, ...], name: str, column: str, lowest: Number, why: str) -> tuple[Suite, ...]:
    """The same rule of what a council has filled in, which it need not have, where it is staged and where it is shown."""
    action = "Fråga rådet. Lämna in formuläret igen om det är fel."
    rule = between(name, column, lowest, HIGHEST, why, action, severity=WARNING, may_lack_rows=True)
    return tuple(Suite(table, (rule,)) for table in tables)


SUITES = (
    Suite(
        STAGED_DIALOGUES.id,
        (
            not_less_than(
                "samtalet_fore_radets_mote",
                "behandlat",
                "datum",
                "Ett samtal med en arbetsgivare har hållits senast den dag då rådet behandlade formuläret.",
                "Fråga rådet vilken dag samtalet hölls, och lämna in formuläret igen.",
                severity=WARNING,
            ),
        ),
    ),
    *_plausible(
        (STAGED_PRIORITIES.id, COUNCIL_PRIORITIES.id),
        "malaret_rimligt",
        "malar",
        LOWEST,
        "Ett mål ska nås {lagst}–{hogst}.",
    ),
    *_plausible(
        (STAGED_MEASURES.id, COUNCIL_MEASURES.id),
        "beloppet_rimligt",
        "belopp",
        0,
        "En insats kostar högst {hogst} kronor.",
    ),
    *_plausible((STAGED_WANTED.id,), "kostnaden_rimlig", "kostnad", 0, "Ett underlag kostar högst {hogst} kronor."),
    Suite(
        STAGED_REVIEWS.id,
        (
            never_matches(
                "granskaren_ar_ingen_adress",
                "granskare",
                r"@|^\s",
                "Den som har granskat står som organisation eller roll, utan e-postadress.",
                "Be rådet skriva organisationen eller rollen, och lämna in formuläret igen.",
            ),
        ),
    ),
    Suite(
        COUNCIL_DIALOGUES.id,
        (
            between(
                "aldrig_under_tre",
                "arbetsgivare",
                EMPLOYER_STEP,
                None,
                f"Färre än {EMPLOYER_STEP} arbetsgivare visas aldrig som ett antal.",
                "Rätta assets/marts/councils/dialogues.py.",
                may_lack_rows=True,
            ),
            reason_given("arbetsgivare.isna()", "antalet", "assets/marts/councils/dialogues.py"),
        ),
    ),
    Suite(
        COUNCIL_PROCESS.id,
        (
            between(
                "andelen_noll_till_ett",
                "andel_agare_och_beslut",
                0,
                1,
                "Högst alla prioriteringar har både ägare och beslut.",
                _WORK,
                may_lack_rows=True,
            ),
        ),
    ),
    Suite(
        REGISTER.id,
        (
            never_null(
                "kallan_ar_hamtad",
                "hamtad",
                "En källa som används är hämtad en viss dag.",
                _REGISTER,
                where=f"slag == '{SOURCE}'",
            ),
        ),
    ),
)
