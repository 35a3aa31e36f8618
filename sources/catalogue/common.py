"""What entries of several subjects share: publishers, rhythms, and variables that many tables have."""

from __future__ import annotations

from typing import Any

from sources.catalogue.entry import Choice, Classification, Labelled, Periods, PxVariable

SEX = {"1": "män", "2": "kvinnor"}

SEX_AND_TOTAL = {**SEX, "1+2": "totalt"}

FROM_SCB: dict[str, Any] = {"publisher": "SCB", "landing": "https://www.statistikdatabasen.scb.se/", "licence": "CC0"}

MARCH: dict[str, Any] = {"release": "En gång om året, i mars", "release_months": (3,), "max_age_days": 400}

JUNE: dict[str, Any] = {"release": "En gång om året, i juni", "release_months": (6,), "max_age_days": 400}

MONTHLY: dict[str, Any] = {
    "release": "Varje månad, omkring den 25:e, med två månaders eftersläpning",
    "release_months": tuple(range(1, 13)),
    "max_age_days": 100,
}

ENDED: dict[str, Any] = {
    "release": "Ges inte ut längre; serien fortsätter i en annan tabell",
    "release_months": (),
    "max_age_days": 3650,
}

ID_AND_CONTENTS = "Tabellens id och innehållets kod söks upp när den hämtas."

CONTENTS = "Innehållets kod väljs efter namn när den hämtas."

AREAS = PxVariable("Region", Choice.AREAS, "region_kod")

COUNTIES = PxVariable("Region", Choice.COUNTIES, "region_kod")

SSYK3 = PxVariable("Yrke2012", Choice.SSYK3, "ssyk3", classification=Classification.SSYK3)

SSYK4 = PxVariable("Yrke2012", Choice.OFFERED, "ssyk4", classification=Classification.SSYK4)

BY_SEX = PxVariable("Kon", SEX, "kon")

BY_SEX_AND_TOTAL = PxVariable("Kon", SEX_AND_TOTAL, "kon")

EMPLOYED_PERSONS = PxVariable("ContentsCode", Labelled({"Anställda": "anställda"}))

SINGLE_AGES = PxVariable("Alder", Choice.SINGLE_AGES, "alder")

YEARS = PxVariable("Tid", Periods(), "ar")

NOVEMBERS = PxVariable("Tid", Periods(), "ar", meaning="År (november)")

MONTHS = PxVariable("Tid", Periods(), "manad")

CKM_NOTE = "Störd med små tal (CKM): delar summerar inte alltid till det redovisade talet."

FROM_AF: dict[str, Any] = {"publisher": "Arbetsförmedlingen", "licence": "CC0"}
