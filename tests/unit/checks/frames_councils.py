"""What two councils have said, right and wrong."""

from __future__ import annotations

import pandas as pd

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


def council_answers(
    klass: str = CLEAR,
    voices: int = 5,
    shown: str = "rådets bedömning",
    name: str = "Undersköterskor",
    twice: bool = False,
    without: str = "",
) -> pd.DataFrame:
    """Two occupations that a council has assessed, the second by few."""
    rows = pd.DataFrame(
        [
            ("fyrbodal", "532", name, klass, voices, shown),
            ("fyrbodal", "251", "Systemutvecklare", NONE, 2, "enskild uppgift"),
        ],
        columns=["geo_kod", "yrke_kod", "yrke_namn", "klass", "roster", "visas_som"],
    ).assign(**_SAID, personer_fran=10.0, personer_till=20.0, galler_nu="ja")
    rows = rows[rows["yrke_kod"] != without]
    return pd.concat([rows, rows.head(1).assign(runda="2")]) if twice else rows


def council_forms() -> pd.DataFrame:
    """What the forms say of them; one has come twice for the same day, and one is of another county."""
    rows = council_answers().drop(columns=["visas_som", "galler_nu"]).rename(columns={"geo_kod": "delregion"})
    return pd.concat(
        [
            rows.assign(formular="f2"),
            rows.head(1).assign(formular="f1", klass=NONE),
            rows.head(1).assign(formular="f3", delregion="norra_skane"),
        ]
    )


def councils_area() -> pd.DataFrame:
    """mart.dim_geo: the county's one delregion that has answered, and a municipality."""
    return pd.DataFrame([("delregion", "fyrbodal"), ("kommun", "1485")], columns=["geo_niva", "geo_kod"])


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
