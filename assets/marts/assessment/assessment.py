"""Three assessments beside each other, per occupation and area: mart.bedomning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from assets.contracts.assessment import ASSESSMENT, SIGNALS
from assets.contracts.barometer import BAROMETER
from assets.contracts.mismatch import MISMATCH
from assets.contracts.words import REPORTING_GROUP
from assets.declaration import Mart
from assets.marts.assessment.indicator_arrays import CELL, CODES, as_array
from assets.methods import certainty as sure
from assets.methods import signals as method
from assets.methods.arrays import Array, Flags
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.reference import CUT_POINTS_VERSION, cut_points, reporting_groups

_ORDER = {
    "jobbmojligheter": ("stora", "medelstora", "små"),
    "rekryteringssituation": ("brist", "paradox", "balans", "överskott"),
}


def assessment(
    signals: pa.Table,
    imbalance: pa.Table,
    barometer: pa.Table,
    cuts: Mapping[str, tuple[float, ...]],
    county: str,
    version: str,
) -> pa.Table:
    """The rows of the delregioner and the county.

    Args:
        signals: mart.signaler.
        imbalance: mart.obalans, for counts and periods.
        barometer: mart.yrkesbarometer; no rows when its source is missing.
        cuts: indicator → its cut points.
        county: two-digit code.
        version: of the cut points.

    Returns:
        Columns of mart.bedomning.
    """
    counts = imbalance.to_pandas()
    counts = counts[counts["yrkesniva"].isin(["ssyk3", REPORTING_GROUP])]
    frame = signals.to_pandas()
    frame = frame[(frame["geo_niva"] == "delregion") | (frame["geo_kod"] == county)]
    cells = frame[[*CELL, "geo_namn", "yrke_namn"]].drop_duplicates(CELL).reset_index(drop=True)
    cells = cells.merge(counts.drop(columns=["geo_namn", "yrke_namn"]), how="left", on=CELL)
    wide = {
        name: as_array(frame, name, cells)
        for name in ("varde", "medelfel", "poang", "poang_pendling", "poang_lan", "vikt")
    }
    applies = as_array(frame, "tillampas", cells) == "ja"
    months = _register_age(cells)
    rated = _rate(wide, applies, cells, cuts, months)
    out = pd.concat([cells, rated], axis=1)
    out = out.join(_of_af(barometer, county), on=["yrkesniva", "yrke_kod"])
    out["motsager_af"] = [
        "ja" if _contradicts(mine, af) else "nej"
        for mine, af in zip(out["signaler"], out["af_jobbmojligheter"], strict=True)
    ]
    lifted = (
        out["signaler"].isin([method.CLEAR_SIGNS, method.SURPLUS_SIGNS])
        & out["sakerhet"].isin([sure.HIGH, sure.MIDDLE])
        & (out["motsager_af"] == "nej")
        & (out["nara_gransen"] == "nej")
    )
    out = out.assign(
        lyfts_fram=np.where(lifted, "ja", "nej"),
        horisont="nu",
        radets_bedomning=None,
        gransversion=version,
        metodversion=version,
    )
    out["af_omgang"] = out["af_omgang"].where(out["af_jobbmojligheter"].notna() | out["af_rekrytering"].notna(), None)
    out["anmarkning"] = [_remark(row) for row in out.to_dict("records")]
    return pa.Table.from_pandas(out.reindex(columns=[c.name for c in ASSESSMENT.columns]), preserve_index=False)


def _remark(row: Mapping[Hashable, Any]) -> str:
    """What a reader must know before using the row, as sentences."""
    if row["signaler"] == method.NOT_RATED:
        return f"Signalerna kan inte bedömas: {row['skal']}."
    said = [f"Säkerheten är {row['sakerhet']}: {row['skal']}."]
    if row["motsager_af"] == "ja":
        said.append("Signalerna och Arbetsförmedlingens bedömning säger emot varandra.")
    if row["nara_gransen"] == "ja":
        said.append("Nära gränsen till en annan klass.")
    if row["pendlingskanslig"] == "ja":
        said.append("Klassen beror på hur pendlingen räknas.")
    return " ".join(said)


def _register_age(cells: pd.DataFrame) -> float:
    """Months from the register's November to the last month of the other figures."""
    newest, year = str(cells["period_till"].dropna().max()), int(cells["ar_anstallda"].dropna().max())
    return float((pd.Period(newest, "M") - pd.Period(f"{year}-11", "M")).n)


def _rate(
    wide: dict[str, NDArray[Any]],
    applies: Flags,
    cells: pd.DataFrame,
    cuts: Mapping[str, tuple[float, ...]],
    months: float,
) -> pd.DataFrame:
    points, shares = wide["poang"], np.nan_to_num(wide["vikt"])
    people = cells["anstallda"].astype("float64").to_numpy()
    found = method.shortage_score(points, shares, applies)
    enough = method.rated(found) & (people >= MIN_EMPLOYEES)
    score = np.where(enough, found.score, np.nan)
    surplus = method.surplus_points(points)
    rated = method.signal_class(score, surplus)
    kept = _stability(wide, shares, applies, rated, cells, cuts)
    level, reason = sure.certainty(found.mass, kept, people, months)
    shown = enough & (level < len(sure.LEVELS))
    why = [
        _why(ok, float(there), number, state, at)
        for ok, there, number, state, at in zip(
            shown,
            people,
            zip(found.known, found.families, found.own, found.mass, strict=True),
            enough,
            reason,
            strict=True,
        )
    ]
    other = np.zeros(len(cells), np.bool_)
    for variant in ("poang_pendling", "poang_lan"):
        moved = method.shortage_score(wide[variant], shares, applies).score
        again = method.signal_class(np.where(shown, moved, np.nan), method.surplus_points(wide[variant]))
        other |= shown & (again != rated)
    near = method.near_border(score, surplus)
    return pd.DataFrame(
        {
            "signaler": np.array(method.CLASSES, object)[np.where(shown, rated, len(method.CLASSES) - 1)],
            "sakerhet": np.array([*sure.LEVELS, None], object)[np.where(shown, level, len(sure.LEVELS))],
            "skal": why,
            "nara_gransen": np.where(shown & near, "ja", "nej"),
            "pendlingskanslig": np.where(other, "ja", "nej"),
            "signalpoang": np.where(shown, found.score, np.nan),
            "signalpoang_lika": np.where(shown, found.equal, np.nan),
            "viktmassa": found.mass,
            "antal_indikatorer": found.known,
            "antal_egna": found.own,
            "andel_samma_klass": np.where(shown, kept, np.nan),
        }
    )


def _stability(
    wide: dict[str, NDArray[Any]],
    shares: NDArray[Any],
    applies: Flags,
    rated: NDArray[np.int8],
    cells: pd.DataFrame,
    cuts: Mapping[str, tuple[float, ...]],
) -> Array:
    """One area at a time, so that the draws of all of them need not be in memory at once."""
    kept = np.zeros(len(cells))
    for at in cells.groupby("geo_kod").indices.values():
        generator = np.random.default_rng(sure.SEED)
        drawn = sure.drawn_points(wide["varde"][at], wide["medelfel"][at], cuts, sure.DRAWS, generator)
        kept[at] = sure.class_stability(drawn, shares[at], applies[at], rated[at])
    return kept


def _why(shown: bool, people: float, found: tuple[int, int, int, float], enough: bool, reason: int) -> str:
    """The main reason for the certainty, or for there being no rating."""
    if shown:
        return sure.REASONS[reason] if reason >= 0 else sure.SOLID
    known, families, own, _ = found
    if np.isnan(people):
        return "anställda saknas eller är skyddade"
    if people < MIN_EMPLOYEES:
        return f"färre än {MIN_EMPLOYEES} anställda"
    if enough:
        return "för osäkert"
    if known < method.LEAST_INDICATORS or families < method.LEAST_FAMILIES:
        return f"bara {known} av {len(CODES)} indikatorer är kända"
    if own < method.LEAST_OWN:
        return "för få egna tal, det mesta är lånat"
    return "för mycket är lånat eller saknas"


def _of_af(barometer: pa.Table, county: str) -> pd.DataFrame:
    """What Arbetsförmedlingen says of the county, per level and occupation; several assessments are listed."""
    frame = barometer.to_pandas()
    frame = frame[(frame["geo_kod"] == county) & (frame["ssyk4"].str.len() == 4)]
    columns = ["yrkesniva", "yrke_kod", "af_jobbmojligheter", "af_rekrytering", "af_bedomd_for", "af_omgang"]
    if frame.empty:
        return pd.DataFrame(columns=columns, dtype="object").set_index(["yrkesniva", "yrke_kod"])
    frame = frame[frame["omgang"] == frame["omgang"].max()]
    groups = [(("ssyk3"), code, {code}) for code in sorted({c[:3] for c in frame["ssyk4"]})]
    groups += [(REPORTING_GROUP, g.code, set(g.ssyk3)) for g in reporting_groups()]
    rows = []
    for level, code, ssyk3 in groups:
        mine = frame[frame["ssyk4"].str[:3].isin(ssyk3)].drop_duplicates("koncept_id")
        if mine.empty:
            continue
        chances, recruitment = (_listed(mine[name], _ORDER[name]) for name in _ORDER)
        made_for = ", ".join(sorted(mine["bedomd_for"].dropna().unique())) or None
        rows.append((level, code, chances, recruitment, made_for, mine["omgang"].iloc[0]))
    return pd.DataFrame(rows, columns=columns).set_index(["yrkesniva", "yrke_kod"])


def _listed(values: Iterable[str | None], order: tuple[str, ...]) -> str | None:
    """One word when all agree, else each with how many of the barometer's occupations it holds for.

    >>> _listed(["stora", "stora"], ("stora", "små")), _listed(["små", "stora", "stora"], ("stora", "små")), _listed([None], ())
    ('stora', 'stora (2 yrken), små (1 yrke)', None)
    """
    count = Counter(v for v in values if isinstance(v, str))
    if len(count) < 2:
        return next(iter(count), None)
    return ", ".join(
        f"{word} ({count[word]} {'yrke' if count[word] == 1 else 'yrken'})" for word in order if count[word]
    )


def _contradicts(mine: str, chances: str | None) -> bool:
    """Signs of a shortage where every assessment is small chances, or of a surplus where every one is large.

    >>> _contradicts("tydliga tecken på brist", "små"), _contradicts("tydliga tecken på brist", "stora (1 yrke), små (1 yrke)")
    (True, False)
    """
    if not isinstance(chances, str):
        return False
    return (mine in (method.CLEAR_SIGNS, method.SOME_SIGNS) and chances == "små") or (
        mine == method.SURPLUS_SIGNS and chances == "stora"
    )


def current_assessment(signals: pa.Table, imbalance: pa.Table, barometer: pa.Table, county: str) -> pa.Table:
    """The same, by the limits in force."""
    cuts = {name: limits.points for name, limits in cut_points().items()}
    return assessment(signals, imbalance, barometer, cuts, county, CUT_POINTS_VERSION)


MARTS = (Mart(ASSESSMENT, current_assessment, {"signals": SIGNALS, "imbalance": MISMATCH, "barometer": BAROMETER}),)
