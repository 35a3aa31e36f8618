"""What two councils have said, right and wrong."""

from __future__ import annotations

import pandas as pd

from assets.contracts.councils import OF_ENOUGH

_SAID = {
    "omgang": "2026-2",
    "runda": "1",
    "behandlat": "2026-11-20",
    "om_fem_ar": "osäkert",
    "sakerhet": "hög",
    "orsak": None,
    "grund": "enkät",
    "jav": "nej",
    "syns_inte": None,
}
CLEAR, NONE = "tydliga tecken på brist", "inga tydliga tecken"


def _answers(klass: str = CLEAR, voices: int = 5, name: str = "Undersköterskor") -> pd.DataFrame:
    """Two occupations as a council has assessed them, the second by two."""
    rows = [("fyrbodal", "532", name, klass, voices), ("fyrbodal", "251", "Systemutvecklare", NONE, 2)]
    columns = ["geo_kod", "yrke_kod", "yrke_namn", "klass", "roster"]
    return pd.DataFrame(rows, columns=columns).assign(**_SAID, personer_fran=10.0, personer_till=20.0)


def council_answers(
    klass: str = CLEAR,
    voices: int = 5,
    shown: str = "rådets bedömning",
    name: str = "Undersköterskor",
    twice: bool = False,
    without: str = "",
    told: str = "",
) -> pd.DataFrame:
    """As they are published: of the second the class alone, and what is ``told`` though it should not be."""
    rows = _answers(klass, voices, name).assign(visas_som=[shown, "enskild uppgift"], galler_nu="ja")
    few = rows["visas_som"] == "enskild uppgift"
    for column in OF_ENOUGH:
        if column.name != told:
            rows[column.name] = rows[column.name].mask(few)
    rows = rows[rows["yrke_kod"] != without]
    return pd.concat([rows, rows.head(1).assign(runda="2")]) if twice else rows


def council_forms() -> pd.DataFrame:
    """What the forms say of them; one has come twice for the same day, and one is of another county."""
    rows = _answers().rename(columns={"geo_kod": "delregion"})
    return pd.concat(
        [
            rows.assign(formular="f2"),
            rows.head(1).assign(formular="f1", klass=NONE),
            rows.head(1).assign(formular="f3", delregion="norra_skane"),
        ]
    )


def councils_area() -> pd.DataFrame:
    """mart.dim_geo: the county's one delregion that has answered, and a municipality."""
    rows = [("delregion", "fyrbodal", "Fyrbodal"), ("kommun", "1485", "Uddevalla")]
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "geo_namn"])


def shown_beside(
    council: str | None = CLEAR, single: str | None = f"{NONE} (enskild uppgift)", county: str | None = None
) -> pd.DataFrame:
    """mart.bedomning with what the council says."""
    columns = ["geo_kod", "yrkesniva", "yrke_kod", "radets_bedomning", "af_jobbmojligheter", "signaler"]
    rows = [
        ("fyrbodal", "redovisningsgrupp", "532", council, "stora", "tecken på överskott"),
        ("fyrbodal", "redovisningsgrupp", "251", single, None, "inga tydliga tecken"),
        ("14", "redovisningsgrupp", "532", county, "stora", CLEAR),
    ]
    return pd.DataFrame(rows, columns=columns)


def views(af: str = "samstämmig", signals: str = "skiljer sig", talk: str = "ja", without: str = "") -> pd.DataFrame:
    """mart.samsyn."""
    columns = ["geo_kod", "yrke_kod", "rad_mot_af", "rad_mot_signaler", "till_samtal"]
    rows = [("fyrbodal", "532", af, signals, talk), ("fyrbodal", "251", "kan inte jämföras", "samstämmig", "nej")]
    return pd.DataFrame([row for row in rows if row[1] != without], columns=columns)
