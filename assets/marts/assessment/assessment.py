"""Assessments beside each other, per occupation and area: mart.bedomning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.ads import ADS, SQUARED_POSTS
from assets.contracts.assessment import (
    ASSESSMENT,
    SAYS_NEITHER,
    SAYS_NOTHING,
    SAYS_OPPOSITE,
    SAYS_PARTLY,
    SAYS_PARTLY_OPPOSITE,
    SAYS_SAME,
    SIGNALS,
)
from assets.contracts.barometer import BAROMETER
from assets.contracts.councils import COUNCIL_ASSESSMENTS, SINGLE_VIEW
from assets.contracts.mismatch import MISMATCH, UNUSUAL
from assets.contracts.trial import CLASS_TRIAL
from assets.contracts.words import FROM_COUNTY, REPORTING_GROUP
from assets.declaration import Mart
from assets.marts.assessment.local_ratio import local_ratios
from assets.marts.assessment.method_3 import columns_of_method_3
from assets.marts.assessment.scores import CELL, AreaScores, area_scores
from assets.methods.mismatch import MIN_EMPLOYEES, UNUSUAL_POSTS_RATE
from assets.methods.quoted import of_hundred
from assets.methods.score import (
    LARGE,
    NEAR_STABILITY,
    NOT_RATED,
    SEED,
    SHORTAGE_NAMES,
    SIGNAL_CLASSES,
    SMALL,
    SURPLUS_NAMES,
    WayToCount,
    class_stability,
)
from assets.methods.signals import ADS_RATE, POSTS_RATE
from assets.methods.standard_errors import ad_rate_error, effective_ads
from assets.reference.joint_assessments import joint_assessments
from assets.reference.occupations import reporting_group_of, reporting_groups
from assets.reference.signal_score import SCORE_VERSION, class_limits, cut_points, score_composition

_ORDER = {
    "jobbmojligheter": (LARGE, "medelstora", SMALL),
    "rekryteringssituation": ("brist", "paradox", "balans", "överskott"),
    "efterfragan_om_fem_ar": ("öka", "vara oförändrad", "minska"),
}
_LIFTED = SHORTAGE_NAMES & {SIGNAL_CLASSES[0].word, SIGNAL_CLASSES[0].plain} | SURPLUS_NAMES
"""The names of the outermost classes."""


def assessment(
    signals: pa.Table,
    imbalance: pa.Table,
    barometer: pa.Table,
    class_trial: pa.Table,
    ads: pa.Table,
    councils: pa.Table,
    cuts: Mapping[str, tuple[float, ...]],
    county: str,
) -> pa.Table:
    """The rows of the delregioner and the county.

    Args:
        signals: mart.signaler.
        imbalance: mart.obalans, for counts and periods.
        barometer: mart.yrkesbarometer; no rows when its source is missing.
        class_trial: mart.provning_klasser, which says what each class is called.
        ads: mart.annonser.
        councils: mart.radets_bedomning; no rows when no council has given one.
        cuts: indicator → its cut points in method 3.
        county: two-digit code.

    Returns:
        Columns of mart.bedomning.
    """
    counts = imbalance.to_pandas()
    counts = counts[counts["yrkesniva"].isin(["ssyk3", REPORTING_GROUP])]
    frame = signals.to_pandas()
    frame = frame[(frame["geo_niva"] == "delregion") | (frame["geo_kod"] == county)]
    cells = frame[[*CELL, "geo_namn", "yrke_namn"]].drop_duplicates(CELL).reset_index(drop=True)
    cells = cells.merge(counts.drop(columns=["geo_namn", "yrke_namn"]), how="left", on=CELL)
    window = ads.to_pandas()
    months = window["manad"].between(cells["period_fran"].dropna().min(), cells["period_till"].dropna().max())
    window = window[months & window["geo_niva"].isin(["delregion", "lan"])]
    own = counts.set_index(CELL)[["platser_per_100_anstallda"]].astype("float64").join(_ads_behind_posts(window))
    rated = pd.concat([_rated(area, own) for area in area_scores(frame)])
    of_delregioner = window[window["geo_niva"] == "delregion"]
    parts = [cells, local_ratios(of_delregioner, cells, county), columns_of_method_3(frame, cells, cuts)]
    out = pd.concat(parts, axis=1).join(rated, on=CELL)
    own_ads = frame[frame["indikator"] == ADS_RATE.code].set_index(CELL)
    out = out.join(own_ads[["grund", "lanad_fran"]].rename(columns={"grund": "annonsernas_grund"}), on=CELL)
    names = dict(zip(class_trial["klass"].to_pylist(), class_trial["heter"].to_pylist(), strict=True))
    called = [*(names[each.word] for each in SIGNAL_CLASSES), NOT_RATED]
    out["signaler"] = [called[at] for at in out["position"]]
    out = out.join(_of_af(barometer, county), on=["yrkesniva", "yrke_kod"])
    assessed = out["af_jobbmojligheter"].notna() | out["af_rekrytering"].notna()
    out["af_omgang"] = out["af_omgang"].where(assessed | out["af_om_fem_ar"].notna(), None)
    out["stod"] = [
        _support(*row)
        for row in zip(out["signaler"], out["jobbmojligheter"], out["rekryteringssituation"], strict=True)
    ]
    managers = {group.code for group in reporting_groups() if group.managers}
    of_managers = out["yrke_kod"].isin(managers) | (out["yrkesniva"].eq("ssyk3") & out["yrke_kod"].str.startswith("1"))
    out["skal"] = [_why_not(row) for row in out[["signaler", "anstallda", "annonser_rensade"]].itertuples(index=False)]
    against = out["stod"] == SAYS_OPPOSITE
    near = out["stabilitet"] < NEAR_STABILITY
    borrowed = out["annonsernas_grund"] == FROM_COUNTY
    unusual = out["platser_per_100_anstallda"].astype("float64") > UNUSUAL_POSTS_RATE
    lifted = out["signaler"].isin(_LIFTED) & ~against & ~near & ~borrowed & ~unusual & (~of_managers | assessed)
    out = out.assign(
        chefer=np.where(of_managers, "ja", "nej"),
        motsager_af=np.where(against, "ja", "nej"),
        nara_gransen=np.where(near, "ja", "nej"),
        ovanligt=unusual,
        lyfts_fram=np.where(lifted, "ja", "nej"),
        horisont="nu",
        gransversion=SCORE_VERSION,
        metodversion=SCORE_VERSION,
    )
    groups = out["geo_kod"].where(out["yrkesniva"] == REPORTING_GROUP)
    cells_of = list(zip(groups, out["yrke_kod"], strict=True))
    said, decided = _of_councils(councils), {(j.delregion, j.occupation): j.klass for j in joint_assessments()}
    out["radets_bedomning"] = pd.Series([said.get(cell) for cell in cells_of], out.index, dtype=object)
    out["gemensam_bedomning"] = pd.Series([decided.get(cell) for cell in cells_of], out.index, dtype=object)
    out["anmarkning"] = [_remark(row) for row in out[_REMARKED].itertuples(index=False)]
    return pa.Table.from_pandas(out.reindex(columns=[c.name for c in ASSESSMENT.columns]), preserve_index=False)


def _ads_behind_posts(window: pd.DataFrame) -> pd.Series:
    """The ``effective_ads`` of the posts of every area and occupation that has ads, on three digits and in groups: by ``CELL``."""
    measures = ["annonser_rensade", "platser_rensade", SQUARED_POSTS]
    three = window["ssyk4"].str[:3]
    every = pd.concat(
        [
            window.assign(yrkesniva="ssyk3", yrke_kod=three),
            window.assign(yrkesniva=REPORTING_GROUP, yrke_kod=three.map(reporting_group_of())),
        ]
    )
    sums = every.groupby(CELL)[measures].sum()
    return pd.Series(effective_ads(*(sums[name] for name in measures)), sums.index, name="jamna_annonser")


def _rated(area: AreaScores, own: pd.DataFrame) -> pd.DataFrame:
    """Score, position of the class and stability of an area's occupations, by cell.

    The ways to count that a class must survive, each with its own error: ads corrected for coverage, which is the one in use; posts
    corrected for it; the area's own posts as they are.

    Args:
        area: its indicators.
        own: by cell, posts per 100 employees and the ``effective_ads`` that they are in; none where there are no ads.
    """
    cells = pd.MultiIndex.from_frame(area.cells[CELL])
    plain, ads = own.reindex(cells).to_numpy(np.float64).T
    ads = np.nan_to_num(ads)
    ways = [(area.values[rate.code], area.errors[rate.code]) for rate in (ADS_RATE, POSTS_RATE)]
    known = ~np.isnan(area.score)
    found = class_stability(
        [
            # A cell that cannot be rated takes part in no draw, as it takes part in no rank.
            WayToCount(
                area.values | {ADS_RATE.code: np.where(known, rate, np.nan)}, area.errors | {ADS_RATE.code: error}
            )
            for rate, error in (*ways, (plain, ad_rate_error(plain, ads)))
        ],
        area.digits,
        score_composition(),
        class_limits(),
        np.random.default_rng(SEED),
    )
    columns = {
        "signalpoang": area.score,
        "position": area.position,
        "stabilitet": found.drawn,
        "andel_vikter_samma_klass": found.weightings,
    }
    return pd.DataFrame(columns, index=cells)


def _why_not(row: Any) -> str | None:
    """Why an occupation cannot be rated; nothing when it is."""
    if row.signaler != NOT_RATED:
        return None
    if pd.isna(row.anstallda):
        return "anställda saknas eller är skyddade"
    if row.anstallda < MIN_EMPLOYEES:
        return f"färre än {MIN_EMPLOYEES} anställda"
    if not pd.isna(row.annonser_rensade):
        # A county's rates rest on the register on four digits, which is protected cell by cell.
        return f"anställda saknas eller är färre än {MIN_EMPLOYEES} i registret på fyra siffror"
    return "annonserna är inte kända"


def _support(signals: str, chances: Any, recruitment: Any) -> str | None:
    """Whether Arbetsförmedlingen's assessment of the county stands behind our class.

    Each of its two answers is a count of words, one for every occupation of the barometer; it is empty, or NaN, where nothing
    is said.

    It says the opposite when at least half of its assessments of the occupation do, and more than agree with us, of the chances
    of a job or of the employers' situation: small chances or a surplus where our class lies high, large chances or a shortage
    where it does not. Else it is the same when every answer is, partly the same when some is, partly against when none is the same
    but some is against, and neither when all lie between.

    >>> none = Counter()
    >>> answers = ["stora"], ["medelstora"], ["små"], ["stora", "små"], ["medelstora", "medelstora", "små"]
    >>> [_support("tydliga tecken på brist", Counter(words), none).removeprefix("AF säger ") for words in answers]
    ['samma', 'varken samma eller emot', 'emot', 'delvis samma', 'delvis emot']
    >>> _support("inga tydliga tecken", Counter(["stora"]), none), _support("få annonser per anställd", none, Counter(["brist"]))
    ('AF säger emot', 'AF säger emot')
    >>> _support("inga tydliga tecken", Counter(["medelstora"]), Counter(["balans"])), _support("vissa tecken på brist", none, none)
    ('AF säger samma', 'AF har inte bedömt')
    """
    if signals == NOT_RATED:
        return None
    said = [counts for counts in (chances, recruitment) if isinstance(counts, Counter) and counts]
    if not said:
        return SAYS_NOTHING
    high, low = signals in SHORTAGE_NAMES, signals in SURPLUS_NAMES
    same = (LARGE, "brist") if high else (SMALL, "överskott") if low else ("medelstora", "balans")
    opposite = (SMALL, "överskott") if high else (LARGE, "brist")
    for counts in said:
        against, with_us = (sum(counts[word] for word in words) for words in (opposite, same))
        if 2 * against >= counts.total() and against > with_us:
            return SAYS_OPPOSITE
    words = {word for counts in said for word in counts}
    if words & {*same}:
        return SAYS_SAME if words <= {*same} else SAYS_PARTLY
    return SAYS_PARTLY_OPPOSITE if words & {*opposite} else SAYS_NEITHER


_REMARKED = ["signaler", "skal", "stabilitet", "stod", "nara_gransen", "annonsernas_grund", "lanad_fran", "ovanligt"]


def _remark(row: Any) -> str:
    """What a reader must know before using the row, as sentences."""
    if row.signaler == NOT_RATED:
        return f"Våra signaler kan inte bedömas: {row.skal}."
    said = [f"Klassen står kvar i {of_hundred(row.stabilitet)} omräkningar.", f"{row.stod}."]
    if row.nara_gransen == "ja":
        said.append("Nära gränsen.")
    if row.annonsernas_grund == FROM_COUNTY:
        said.append(f"För få egna annonser: annonser per anställd är lånat från {row.lanad_fran}.")
    if row.ovanligt:
        said.append(UNUSUAL)
    return " ".join(said)


def _of_af(barometer: pa.Table, county: str) -> pd.DataFrame:
    """What Arbetsförmedlingen says of the county, per level and occupation: counts of each answer, and the same as text."""
    frame = barometer.to_pandas()
    frame = frame[(frame["geo_kod"] == county) & (frame["ssyk4"].str.len() == 4)]
    said = ["af_jobbmojligheter", "af_rekrytering", "af_om_fem_ar"]
    columns = ["yrkesniva", "yrke_kod", *_ORDER, *said, "af_bedomd_for", "af_omgang"]
    if frame.empty:
        return pd.DataFrame(columns=columns, dtype="object").set_index(["yrkesniva", "yrke_kod"])
    frame = frame[frame["omgang"] == frame["omgang"].max()].assign(ssyk3=frame["ssyk4"].str[:3])
    group_of = {ssyk3: group.code for group in reporting_groups() for ssyk3 in group.ssyk3}
    both = pd.concat(
        [
            frame.assign(yrkesniva="ssyk3", yrke_kod=frame["ssyk3"]),
            frame.assign(yrkesniva=REPORTING_GROUP, yrke_kod=frame["ssyk3"].map(group_of)),
        ]
    )
    # An occupation of the barometer that covers several groups is counted once.
    both = both.dropna(subset="yrke_kod").drop_duplicates(["yrkesniva", "yrke_kod", "koncept_id"])
    rows = []
    for (level, code), mine in both.groupby(["yrkesniva", "yrke_kod"]):
        counted = [Counter(mine[name].dropna()) for name in _ORDER]
        listed = [_listed(count, order) for count, order in zip(counted, _ORDER.values(), strict=True)]
        made_for = ", ".join(sorted(mine["bedomd_for"].dropna().unique())) or None
        rows.append((level, code, *counted, *listed, made_for, mine["omgang"].iloc[0]))
    return pd.DataFrame(rows, columns=columns).set_index(["yrkesniva", "yrke_kod"])


def _of_councils(councils: pa.Table) -> dict[tuple[str, str], str]:
    """Delregion and redovisningsgrupp → what the council says now, and that it is one or two who say it when it is."""
    rows = councils.filter(pc.equal(councils["galler_nu"], "ja")).to_pylist()
    return {
        (row["geo_kod"], row["yrke_kod"]): row["klass"]
        if row["visas_som"] != SINGLE_VIEW
        else f"{row['klass']} ({SINGLE_VIEW})"
        for row in rows
    }


def _listed(count: Counter[str], order: tuple[str, ...]) -> str | None:
    """One word when all agree, else each with how many of the barometer's occupations it holds for.

    >>> [_listed(Counter(words), ("stora", "små")) for words in (["stora", "stora"], ["små", "stora", "stora"], [])]
    ['stora', 'stora (2 yrken), små (1 yrke)', None]
    """
    if len(count) < 2:
        return next(iter(count), None)
    return ", ".join(
        f"{word} ({count[word]} {'yrke' if count[word] == 1 else 'yrken'})" for word in order if count[word]
    )


def current_assessment(
    signals: pa.Table,
    imbalance: pa.Table,
    barometer: pa.Table,
    class_trial: pa.Table,
    ads: pa.Table,
    councils: pa.Table,
    county: str,
) -> pa.Table:
    """The same, by the limits in force."""
    cuts = cut_points()
    return assessment(signals, imbalance, barometer, class_trial, ads, councils, cuts, county)


MARTS = (
    Mart(
        ASSESSMENT,
        current_assessment,
        {
            "signals": SIGNALS,
            "imbalance": MISMATCH,
            "barometer": BAROMETER,
            "class_trial": CLASS_TRIAL,
            "ads": ADS,
            "councils": COUNCIL_ASSESSMENTS,
        },
    ),
)
