"""The command line of a project that has got more, in memory: ``python -m tests.integration.additions run``.

Each addition follows its recipe in docs/lagga-till.md, in the recipe's order. A registry is added to before anything else has
read it, as an edit of its file would do.
"""

from __future__ import annotations

import sys
from dataclasses import replace

import pandas as pd
import pyarrow as pa

from sources.catalogue import registry as catalogue
from sources.catalogue.common import SEX
from sources.catalogue.entry import Choice, Labelled, Periods, PxTable, PxVariable

# A source: sources/catalogue/population.py and its line in sources/catalogue/registry.py.
MONTHLY_POPULATION = PxTable(
    dataset="scb_tab6471",
    title="Folkmängd efter kommun, kön och månad",
    register="befolkningsstatistiken",
    publisher="SCB",
    table_id="TAB6471",
    landing="https://www.statistikdatabasen.scb.se/",
    licence="CC0",
    release="Varje månad",
    release_months=tuple(range(1, 13)),
    why="Utbud: hur många som bor i varje kommun.",
    without="Folkmängden visas inte.",
    max_age_days=62,
    staged="folkmangd_per_manad",
    variables=(
        PxVariable("Region", Choice.AREAS, "region_kod"),
        PxVariable("Alder", {"TotSA": "totalt"}),
        PxVariable("Kon", SEX, "kon"),
        PxVariable("ContentsCode", Labelled({"Folkmängden per månad": "folkmängd"})),
        PxVariable("Tid", Periods(), "manad"),
    ),
)
catalogue.CATALOG = (*catalogue.CATALOG, MONTHLY_POPULATION)
catalogue.PX_TABLES = (*catalogue.PX_TABLES, MONTHLY_POPULATION)

# A column: its contract in assets/contracts/mismatch.py.
from assets.contracts import mismatch as contracts  # noqa: E402
from assets.contracts.columns import OCCUPATION_LEVELS, number  # noqa: E402

POSTS_PER_AD = number(
    "platser_per_annons",
    "Annonserade platser delat med annonser under perioden",
    "platser per annons",
    term="Platser per annons",
    levels=(*OCCUPATION_LEVELS, "af_yrkesomrade"),
)
contracts.MISMATCH = replace(contracts.MISMATCH, columns=(*contracts.MISMATCH.columns, POSTS_PER_AD))

# The line in assets/marts/mismatch/mismatch.py that applies its formula.
from assets.marts.mismatch import mismatch as mart  # noqa: E402


def with_posts_per_ad(
    employees: pa.Table, ads: pa.Table, unemployed: pa.Table, occupations: pa.Table, county: str
) -> pa.Table:
    """mart.obalans, and posts per ad."""
    frame = mart.mismatch(employees, ads, unemployed, occupations, county).to_pandas()
    frame["platser_per_annons"] = (frame["annonserade_platser"] / frame["annonser"]).where(frame["annonser"] > 0)
    return pa.Table.from_pandas(frame, preserve_index=False)


mart.MARTS = tuple(replace(m, make=with_posts_per_ad) if m.contract is contracts.MISMATCH else m for m in mart.MARTS)

# A table: its contract, its line in assets/contracts/registry.py, its mart, and its line in assets/marts/registry.py.
from assets.contracts import registry  # noqa: E402
from assets.contracts.columns import count, text  # noqa: E402
from assets.contracts.model import TableContract  # noqa: E402
from assets.contracts.pxweb import staged_of  # noqa: E402
from assets.declaration import Mart  # noqa: E402

YEARS = TableContract(
    "folkmangd_per_ar",
    "mart",
    "Folkmängd per år",
    "Folkmängden i december, eller den senaste månaden.",
    "område × kön × år",
    ("region_kod", "kon", "ar"),
    (
        text("region_kod", "Källans områdeskod: 00, län eller kommun"),
        text("kon", "Kön", allowed=("kvinnor", "män")),
        count("ar", "År", "år"),
        count("varde", "Personer", nullable=True),
        text("status", "Varför värdet saknas", nullable=True),
    ),
    may_be_empty=True,
)


def years(staged: pa.Table) -> pa.Table:
    """The newest month of every year."""
    frame: pd.DataFrame = (
        staged.to_pandas().sort_values("manad").assign(ar=lambda f: f["manad"].str[:4].astype("int64"))
    )
    newest = frame.groupby(["region_kod", "kon", "ar"], as_index=False).last()
    return pa.Table.from_pandas(newest.drop(columns="manad"), preserve_index=False)


registry.CONTRACTS = (*registry.CONTRACTS, YEARS)
registry.PUBLISHED = (*registry.PUBLISHED, YEARS)

from assets.marts import registry as marts  # noqa: E402

marts.MARTS = (*marts.MARTS, Mart(YEARS, years, {"staged": staged_of(MONTHLY_POPULATION)}))

# Checks: in the subject's file in checks/rules.
from checks.result import STOPPING  # noqa: E402
from checks.rules import mismatch as rules  # noqa: E402
from checks.rules.base import Judgement, Rows, reconciliation  # noqa: E402
from checks.rules.expectation import Suite  # noqa: E402
from checks.rules.vocabulary import between  # noqa: E402


@reconciliation(
    YEARS,
    staged_of(MONTHLY_POPULATION),
    name="ar_blir_december",
    severity=STOPPING,
    why="Årets tal är decembers, när året är slut.",
    action="Rätta hur året väljs ur månaderna.",
    expected="exakt lika",
    rule=("exakt",),
)
def year_is_december(made: Rows, staged: Rows) -> Judgement:
    """Per area, sex and year."""
    key = ["region_kod", "kon", "ar"]
    months = staged.read()
    months = months[months["manad"].str.endswith("-12")].assign(ar=lambda f: f["manad"].str[:4].astype("int64"))
    both = made.read().merge(months, on=key, suffixes=("", "_december"))
    wrong = both[~(both["varde"] == both["varde_december"])]
    faults = [f"{row.region_kod} {row.kon} {row.ar}" for row in wrong.itertuples()]
    return Judgement(faults, {"tal": len(both)}, f"{len(both)} tal i december")


rules.year_is_december = year_is_december

rules.SUITES = (
    *rules.SUITES,
    Suite(
        "staged.folkmangd_per_manad",
        (
            between(
                "varde_rimligt",
                "varde",
                0,
                12_000_000,
                "Folkmängden är aldrig negativ, och landet har inte tolv miljoner av ett kön.",
                "Öppna ögonblicksbilden.",
            ),
        ),
    ),
)

# A sheet with its chart: reports/sheets/<subject>.py and its line in reports/sheets/workbook.py.
from assets.contracts.words import REPORTING_GROUP  # noqa: E402
from assets.reference.occupations import UNKNOWN_SSYK3  # noqa: E402
from reports.sheets import workbook  # noqa: E402
from reports.sheets.model import Chart, Facts, Sheet, SheetColumn, rows_of, shown_cell  # noqa: E402

MOST = 10


def posts_per_ad(facts: Facts) -> Sheet:
    """The occupations that seek the most persons in one ad."""
    known = [r for r in rows_of(facts.warehouse, facts.code, REPORTING_GROUP) if r["yrke_kod"] != UNKNOWN_SSYK3]
    shown = [(str(r["yrke_namn"]), shown_cell(POSTS_PER_AD, r["platser_per_annons"])) for r in known]
    rows = sorted((row for row in shown if row[1] is not None), key=lambda row: -float(row[1] or 0))[:MOST]
    title = f"Yrken med flest platser per annons i {facts.area}, {facts.months}"
    return Sheet(
        "Platser per annons",
        f"platser_per_annons_{facts.code}",
        facts.title(title),
        facts.source_of(contracts.MISMATCH),
        "En rad per yrke, flest platser per annons överst.",
        (SheetColumn("Yrke", "text", 40), SheetColumn("Platser per annons", "decimal", 15)),
        tuple(rows),
        title,
        (Chart(0, 1, len(rows), title, title),),
    )


area_tables = workbook.area_tables
workbook.area_tables = lambda facts: [*area_tables(facts), posts_per_ad(facts)]

from pipelines.cli import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
