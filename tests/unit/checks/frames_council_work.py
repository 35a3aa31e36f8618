"""What two councils have heard, want, do and have reviewed, right and wrong."""

from __future__ import annotations

import pandas as pd

from tests.unit.checks.right_frames import NAN

_FORM = {"formular": "f", "omgang": "2026-2", "runda": "1", "behandlat": "2026-11-20"}
_DECISION = ["beslutad_av", "beslutad_datum", "diarienummer"]


def councils_of_county() -> pd.DataFrame:
    """mart.dim_geo of two delregioner."""
    return pd.DataFrame(
        {
            "geo_niva": ["delregion"] * 2,
            "geo_kod": ["fyrbodal", "skaraborg"],
            "geo_namn": ["Fyrbodal", "Skaraborg"],
        }
    )


def heard() -> pd.DataFrame:
    """staged.radens_dialoger: four employers about one occupation, two about another; an older form, and another county's council."""
    columns = ["delregion", "yrke_kod", "yrke_namn", "arbetsgivare_typ", "datum", "behov_nar"]
    rows = [
        ("fyrbodal", "532", "Undersköterskor", "kommun", "2026-10-01", "nu"),
        ("fyrbodal", "532", "Undersköterskor", "kommun", "2026-10-01", "inom ett år"),
        ("fyrbodal", "532", "Undersköterskor", "region", "2026-10-01", "nu"),
        ("fyrbodal", "532", "Undersköterskor", "stat", "2026-10-02", "nu"),
        ("fyrbodal", "532", "Undersköterskor", "stat", "2026-10-03", "nu"),
        ("fyrbodal", "251", "IT-arkitekter", "kommun", "2026-10-01", "nu"),
        ("fyrbodal", "251", "IT-arkitekter", "kommun", "2026-10-01", "inom ett år"),
        ("fyrbodal", "251", "IT-arkitekter", "stat", "2026-10-01", "nu"),
    ]
    now = pd.DataFrame(rows, columns=columns).assign(arbetsgivare_storlek="10–49", **_FORM)
    now["kommun"] = now["arbetsgivare_typ"].map({"kommun": "Tanum", "stat": "Åmål"}).astype("object")
    older = now.head(5).assign(formular="e", behandlat="2026-10-30")
    return pd.concat([now, older, now.head(1).assign(delregion="halland")], ignore_index=True)


def heard_in_few_places() -> pd.DataFrame:
    """As ``heard``, and three employers of another council of which only one has a municipality."""
    few = heard().iloc[[0, 2, 3]].assign(delregion="skaraborg", kommun=["Skara", None, None])
    return pd.concat([heard(), few], ignore_index=True)


def dialogues(
    employers: float = 3.0, few: float = NAN, without: str = "", more: str = "", name: str = "IT-arkitekter"
) -> pd.DataFrame:
    """mart.radets_dialoger."""
    rows = [
        ("fyrbodal", "532", "Undersköterskor", "2026-2", employers),
        ("fyrbodal", "251", name, "2026-2", few),
        ("fyrbodal", more, "Läkare", "2026-2", NAN),
    ]
    columns = ["geo_kod", "yrke_kod", "yrke_namn", "omgang", "arbetsgivare"]
    return pd.DataFrame([row for row in rows if row[1] not in ("", without)], columns=columns)


def priorities(
    goal: str = "=mål", state: str = "förslag", decided: str = "beslutad", owner: str | None = "B", without: int = 0
) -> pd.DataFrame:
    """mart.radets_prioriteringar: one decided, and two that lack a part of a decision."""
    columns = ["geo_kod", "nr", "mal", "agare", *_DECISION, "beslutslage"]
    rows = [
        ("fyrbodal", 1, "Fler", "A", "Nämnden", "2026-10-01", "N 1", decided),
        ("fyrbodal", 2, goal, owner, "Nämnden", "2026-10-01", None, state),
        ("skaraborg", 1, "Fler", "A", None, None, None, "förslag"),
    ]
    found = pd.DataFrame([row for row in rows if row[1] != without], columns=columns)
    found["geo_namn"] = found["geo_kod"].str.capitalize()
    return found.assign(
        omgang="2026-2",
        behandlat="2026-11-20",
        galler_kod="532",
        galler_namn="Undersköterskor",
        matt="Antal",
        malar=2030,
        rus=None,
    )


def wanted_by_forms() -> pd.DataFrame:
    """staged.radens_prioriteringar, with an older form and another county's council."""
    now = (
        priorities()
        .drop(columns=["nr", "geo_namn", "beslutslage"])
        .rename(columns={"geo_kod": "delregion"})
        .assign(**_FORM)
    )
    older = now.head(1).assign(formular="e", behandlat="2026-05-01", mal="Annat")
    return pd.concat([now, older, now.head(1).assign(delregion="halland")], ignore_index=True)


def measures(what: str = "Kurs", amount: float = 400000.0, state: str = "pågår", without: int = 0) -> pd.DataFrame:
    """mart.radets_insatser."""
    columns = ["geo_kod", "nr", "insats", "belopp", "lage", "resultat"]
    rows = [("fyrbodal", 1, what, amount, state, None), ("fyrbodal", 2, "Mässa", NAN, "avslutad", "40 kom")]
    found = pd.DataFrame([row for row in rows if row[1] != without], columns=columns)
    of_form = {
        "omgang": "2026-2",
        "behandlat": "2026-11-20",
        "utforare": "A",
        "finansiering": "DRUM",
        "geo_namn": "Fyrbodal",
    }
    return found.assign(**of_form, fran="2026-08-01", till=None)


def done_by_forms() -> pd.DataFrame:
    """staged.radens_insatser."""
    return measures().drop(columns=["nr", "geo_namn"]).rename(columns={"geo_kod": "delregion"}).assign(**_FORM)


def work(
    priorities: int = 2, owned: int = 2, decided: int = 1, both: int = 1, share: float = 0.5, measures: int = 2,
    ended: int = 1, resulted: int = 1, area: str = "fyrbodal",
) -> pd.DataFrame:  # fmt: skip
    """mart.radets_arbete."""
    columns = [
        "geo_kod", "prioriteringar", "med_agare", "beslutade", "med_agare_och_beslut", "andel_agare_och_beslut",
        "insatser", "insatser_avslutade", "insatser_med_resultat",
    ]  # fmt: skip
    rows = [
        (area, priorities, owned, decided, both, share, measures, ended, resulted),
        ("skaraborg", 1, 1, 0, 0, 0.0, 0, 0, 0),
    ]
    return pd.DataFrame(rows, columns=columns)


def sources_of_register() -> pd.DataFrame:
    """mart.kalla: one that is used, one that is not, and one that is not fetched."""
    columns = ["underlag", "anvands_i", "period_till", "hamtad", "hamtstatus"]
    rows = [
        ("scb_tab4434", "obalans", "2024", "2026-11-20", "aktuell"),
        ("scb_tab3119", None, "2021", "2026-11-20", "aktuell"),
        ("af_taxonomi", "obalans", None, None, "saknas"),
    ]
    return pd.DataFrame(rows, columns=columns)


def wishes() -> pd.DataFrame:
    """staged.radens_underlagsbehov, with an older form."""
    columns = ["delregion", "fraga", "finns", "onskas_av", "kostnad", "beslut"]
    now = pd.DataFrame([("fyrbodal", "Varför?", "köps", "A", 85000.0, "Beställs")], columns=columns).assign(**_FORM)
    return pd.concat([now, now.assign(formular="e", behandlat="2026-05-01", fraga="Vad?")], ignore_index=True)


def reviews() -> pd.DataFrame:
    """staged.radens_granskningar: one of a source, one of something else, each in two forms."""
    columns = ["delregion", "underlag", "granskare", "omdome", "datum"]
    rows = [
        ("fyrbodal", "TAB4434", "A", "används", "2026-10-01"),
        ("skaraborg", "Rapporten", "B", "används inte", "2026-10-02"),
    ]
    now = pd.DataFrame(rows, columns=columns).assign(**_FORM)
    return pd.concat([now, now.assign(formular="g", omgang="2027-1")], ignore_index=True)


def register(
    fetched: str = "2026-11-20", source: str = "scb_tab4434", question: str = "Varför?", cost: float = 85000.0,
    who: str = "A", verdict: str = "används inte", of: str = "Skaraborg",
) -> pd.DataFrame:  # fmt: skip
    """mart.underlagsregister."""
    columns = [
        "slag", "underlag", "underlag_id", "lage", "period_till", "hamtad", "hamtstatus", "onskas_i", "onskas_av",
        "kostnad", "beslut", "granskat_i", "granskare", "omdome", "granskat_den",
    ]  # fmt: skip
    fresh, nothing = ("2024", fetched, "aktuell"), (None,) * 3
    rows = [
        ("källa", "Anställda", source, "används", *fresh, None, None, NAN, None, "Fyrbodal", who, "används", "2026-10-01"),
        ("önskat", question, None, "köps", *nothing, "Fyrbodal", "A", cost, "Beställs", None, None, None, None),
        ("annat", "Rapporten", None, None, *nothing, None, None, NAN, None, of, "B", verdict, "2026-10-02"),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
