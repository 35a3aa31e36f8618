"""What is needed of every county's ads: mart.annonser_lan, and how many of the jobs are advertised, mart.tackning."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from assets.contracts.ads import COUNTY_ADS, COVERAGE, STAGED_ADS
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.words import COMPUTED, FROM_NATION
from assets.declaration import Mart
from assets.errors import MartError
from assets.marts.ads.ads import ads_database, last_day, rows, with_ratio
from assets.marts.ads.coverage_factors import survey_sectors
from assets.methods.ads import READVERTISED_DAYS
from assets.methods.aggregate import COUNTY_AD_MONTHS
from assets.methods.coverage import QUARTERS, coverage_factor, own_or_nation, variation
from assets.reference.areas import NATION, counties
from assets.reference.employers import sectors_of_survey
from sources.catalogue.ads import SCB_VACANCIES


def county_ads(staged: Path, geo: pa.Table, scratch: Path) -> pa.Table:
    """Cleaned ads per county, occupation, sector and month: columns of mart.annonser_lan.

    Args:
        staged: Parquet file of staged.annonser.
        geo: mart.dim_geo.
        scratch: folder for what does not fit in memory.
    """
    with ads_database(staged, geo, scratch) as connection:
        newest = last_day(connection, staged)
        first = (pd.Period(newest, "M") - (COUNTY_AD_MONTHS - 1)).strftime("%Y-%m")
        connection.register("lan", _counties())
        followed = newest - timedelta(days=READVERTISED_DAYS)
        asked = {"path": str(staged), "followed": followed, "from_month": first}
        return with_ratio(rows(connection, "annonser_lan.sql", asked))


def coverage(staged: Path, vacancies: pa.Table, geo: pa.Table, scratch: Path) -> pa.Table:
    """Job vacancies beside posts in ads at the same time, per county and sector: columns of mart.tackning.

    The newest four quarters that both have. A county's own factor where the survey is sure enough there, else the nation's,
    also for a county that the survey leaves out. The nation has none when a county has no ads: its jobs would be in the survey and
    its ads nowhere.

    Args:
        staged: Parquet file of staged.annonser.
        vacancies: staged.lediga_jobb; no rows when the source is missing, and then there are none here.
        geo: mart.dim_geo.
        scratch: folder for what does not fit in memory.

    Raises:
        MartError: the survey has a sector that is not known.
    """
    survey = _survey(vacancies)
    if survey.empty:
        return COVERAGE.schema.empty_table()
    with ads_database(staged, geo, scratch) as connection:
        first, newest = _days(connection, staged)
        quarters = sorted(q for q in survey["kvartal"].unique() if first <= _middle(q) <= newest)[-QUARTERS:]
        if not quarters:
            return COVERAGE.schema.empty_table()
        connection.register("lan", _counties())
        days = pa.table(
            {"kvartal": pa.array(quarters, pa.string()), "dag": pa.array(map(_middle, quarters), pa.date32())}
        )
        connection.register("kvartal", days)
        stock = rows(connection, "annonsstock.sql", {"path": str(staged)}).to_pandas()
    stock["sektor"] = survey_sectors(stock["sektor"])
    advertised = stock.dropna(subset="sektor").groupby(["geo_kod", "sektor", "kvartal"])["platser"].sum()
    advertised = advertised.unstack("kvartal", fill_value=0).reindex(columns=quarters, fill_value=0).astype("float64")
    # A county without a single ad out in a quarter is one that the source leaves out, and with it the nation.
    has_ads = advertised.groupby("geo_kod").sum().reindex(list(counties()), fill_value=0.0) > 0
    own = advertised.where(has_ads.reindex(advertised.index.get_level_values("geo_kod")).to_numpy())
    nation = advertised.groupby("sektor").sum()
    nation.loc[:, ~has_ads.all()] = float("nan")
    both = pd.concat([own, pd.concat({NATION: nation}, names=["geo_kod"])])
    every = pd.MultiIndex.from_product(
        [[NATION, *counties()], sorted(survey["sektor"].unique())], names=["geo_kod", "sektor"]
    )
    out = _of_known_quarters(survey[survey["kvartal"].isin(quarters)], both, every).reset_index()
    out["own"] = coverage_factor(out["lediga jobb"], out["stock"])
    # One quarter's margin overstates a mean of four, so the rule is on the safe side.
    out["cv"] = variation(out["osäkerhetsmarginal"], out["lediga jobb"])
    whole = out[out["geo_kod"] == NATION].set_index("sektor")
    used = own_or_nation(out["own"], out["cv"], *(out["sektor"].map(whole[name]) for name in ("own", "cv")))
    is_own = pd.Series(used.own, out.index) | (out["geo_kod"] == NATION)
    names = {NATION: "Riket", **counties()}
    made = pd.DataFrame(
        {
            "geo_niva": out["geo_kod"].map(lambda code: "riket" if code == NATION else "lan"),
            "geo_kod": out["geo_kod"],
            "geo_namn": out["geo_kod"].map(names),
            "sektor_i_enkaten": out["sektor"],
            "lediga_jobb": out["lediga jobb"],
            "osakerhetsmarginal": out["osäkerhetsmarginal"],
            "annonserade_ute": out["stock"],
            "tackning": used.value,
            "medelfel": used.error,
            "kvartal_fran": quarters[0],
            "kvartal_till": quarters[-1],
            "grund": is_own.map({True: COMPUTED, False: FROM_NATION}),
        }
    )
    return pa.Table.from_pandas(made, preserve_index=False)


def _of_known_quarters(survey: pd.DataFrame, advertised: pd.DataFrame, cells: pd.MultiIndex) -> pd.DataFrame:
    """Means of the survey and of the ads, by county and sector: of the quarters where both are known, or of all where none is.

    Args:
        survey: rows of the quarters.
        advertised: posts that were out, county and sector × quarters; NaN where the source leaves the county out.
        cells: counties and sectors to tell of.
    """
    of = survey.pivot(index=["geo_kod", "sektor"], columns=["matt", "kvartal"], values="varde")
    jobs, margin = (
        of.reindex(index=cells, columns=[(measure, quarter) for quarter in advertised.columns])
        for measure in ("lediga jobb", "osäkerhetsmarginal")
    )
    posts = advertised.reindex(index=cells)
    known = jobs.notna().to_numpy() & posts.notna().to_numpy()
    counted = known | ~known.any(axis=1, keepdims=True)
    parts = {"lediga jobb": jobs, "osäkerhetsmarginal": margin, "stock": posts}
    return pd.DataFrame({name: frame.where(counted).mean(axis=1) for name, frame in parts.items()})


def _days(connection: duckdb.DuckDBPyConnection, staged: Path) -> tuple[date, date]:
    """Between which days there are ads; none when there are no ads."""
    query = "select min(publicerad), max(publicerad) from read_parquet($path)"
    first, newest = connection.execute(query, {"path": str(staged)}).fetchall()[0]
    return first or date.max, newest or date.min


def _counties() -> pa.Table:
    return pa.table({"geo_kod": list(counties()), "geo_namn": list(counties().values())})


def _survey(vacancies: pa.Table) -> pd.DataFrame:
    frame = vacancies.to_pandas().rename(columns={"region_kod": "geo_kod"})
    frame = frame[frame["sektor"] != "totalt"]
    known = {
        code: next((n for n in sectors_of_survey() if code.startswith(n)), None) for code in frame["sektor"].unique()
    }
    unknown = sorted(code for code, name in known.items() if name is None)
    if unknown:
        raise MartError(
            f"Lediga jobb har sektorer som inte är kända: {', '.join(unknown)}. Rätta assets/reference/sektorer_lediga_jobb.csv."
        )
    made: pd.DataFrame = frame.assign(sektor=frame["sektor"].map(known), varde=frame["varde"].astype("float64"))
    return made


def _middle(quarter: str) -> date:
    """The fifteenth of a quarter's middle month, which the survey's three months lie around.

    >>> _middle("2024K3")
    datetime.date(2024, 8, 15)
    """
    year, number = quarter.split("K")
    return date(int(year), 3 * int(number) - 1, 15)


MARTS = (
    Mart(COUNTY_ADS, county_ads, {"staged": STAGED_ADS, "geo": DIM_GEO}),
    Mart(COVERAGE, coverage, {"staged": STAGED_ADS, "vacancies": staged_of(SCB_VACANCIES), "geo": DIM_GEO}),
)
