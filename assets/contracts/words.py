"""Words that stand as codes in the tables of several subjects."""

from __future__ import annotations

from typing import Literal

OBSERVED, COMPUTED = "observerad", "raknad"

BASES = (OBSERVED, COMPUTED)

SPREAD, WITH_COUNTY, FROM_COUNTY, FROM_NATION = "fordelad", "vagd_med_lanet", "lanad_lan", "lanad_riket"

OF_AREA = "galler_yrkesomradet"

PROJECTED = "framskriven"

PER_ROW = "enligt kolumnen "
"""What the unit of a column begins with whose rows are of several measures; then the column that says which."""
PER_MEASURE, PER_UNIT = f"{PER_ROW}matt", f"{PER_ROW}enhet"

SSYK3_LEVEL, SSYK4_LEVEL, REPORTING_GROUP, AF_AREA = "ssyk3", "ssyk4", "redovisningsgrupp", "af_yrkesomrade"
EDUCATION_LEVEL = "utbildningsgrupp"
"""Levels of occupation (yrkesniva), and the columns that hold their codes."""

THE_OTHERS = "De som inte har ett yrke som passar har ett annat eller okänt yrke, eller arbetar inte."
"""Who are not among those whose occupation suits their education: the rate is of everybody."""
NOT_MORE_PLACES = "Brist betyder inte i sig fler utbildningsplatser."
"""Said wherever the need of an occupation stands beside an education that leads to it."""

WOMEN_AND_MEN = ("kvinnor", "män")
SEXES = ("totalt", *WOMEN_AND_MEN)

COUNTY = "lan"
"""Geographic level of the county, and what commands and files call it as an area."""

NATION_LEVEL = "riket"
DELREGION_LEVEL = "delregion"

GEO_LEVELS = (NATION_LEVEL, COUNTY, DELREGION_LEVEL, "kommun")

UNKNOWN = "okänt"

NO_MUNICIPALITY = "kommun_saknas"

NO_SOUGHT_OCCUPATION = "Sökt yrke saknas"
"""The unknown AF-yrkesområde among the registered unemployed, in readers' words."""

EVERYBODY = "samtliga"

RAMS_STATEMENTS, RAMS_MONTHLY, BAS = "RAMS, kontrolluppgifter", "RAMS, månadsuppgifter", "BAS"
"""The registers of the source, the newest last."""

YES_NO = ("ja", "nej")

ALL = "alla"

SEX_IN_COLUMN = "Kolumnen kon."
"""Where sex is found in a table that has it as a column."""

Outcome = Literal["godkänd", "inte godkänd", "ej tillämplig", "kunde inte köras"]

PASSED: Outcome = "godkänd"

FAILED: Outcome = "inte godkänd"

NOT_APPLICABLE: Outcome = "ej tillämplig"
"""Nothing to judge, and it is known why: a source that may be missing is, or the rule's own case is not there today."""

NOT_RUN: Outcome = "kunde inte köras"
"""Nothing was judged, and nobody has said that this may be so."""

WITHHELD_WITH_ANOTHER = "Antalet visas inte: annars kunde ett för litet tal räknas ut ur en summa."
"""Why a number that is large enough is not shown."""
