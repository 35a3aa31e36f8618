"""Rules of the edition, its sources and its changes."""

from __future__ import annotations

from checks.result import WARNING
from checks.rules.expectation import Suite
from checks.rules.vocabulary import (
    HIGHEST,
    LOWEST,
    always_null,
    between,
    matches,
    none_of,
    one_of,
    rows_are,
    rows_between,
)

SUITES = (
    Suite(
        "mart.utgava",
        (
            rows_are(
                "en_rad",
                1,
                "Tabellerna hör till precis en utgåva.",
                "Kör hela flödet (jobbet nattlig eller utgava).",
            ),
            matches(
                "namnet_har_form",
                "utgava",
                r"^(?:löpande|\d{4}-\d{2}(?:-r\d+)?)$",
                "En utgåva heter år-månad, med -r2 och så vidare för en rättelse.",
                "Skriv utgåvans namn som år och månad, till exempel 2026-12.",
            ),
        ),
    ),
    Suite(
        "mart.andringar",
        (
            none_of(
                "reviderade_tal",
                "orsak",
                ["reviderat underlag"],
                "Visar tal som ändrats sedan förra utgåvan fast de avser samma period: källan har reviderat dem.",
                "Läs vilka tal det gäller på sidan Ändringar och nämn det i utgåvan.",
                severity=WARNING,
                where="slag == 'tal'",
                may_lack_rows=True,
            ),
        ),
    ),
    Suite(
        "mart.kalla",
        (
            between(
                "olasliga_rader",
                "andel_fel",
                None,
                HIGHEST,
                "Högst {hogst} av raderna i ett underlag får vara oläsliga.",
                "Se olasliga.parquet i ögonblicksbilden: radnummer och skäl står där. Kontakta utgivaren.",
                where="underlag != 'af_kompetenser'",
            ),
            between(
                "olasliga_rader_kompetenser",
                "andel_fel",
                None,
                HIGHEST,
                "Högst {hogst} av raderna i arkivet med kompetenser får vara oläsliga. Inga tal i obalans vilar på det.",
                "Se ursprung.json för underlaget och jämför arkivets fält med källans beskrivning.",
                severity=WARNING,
                where="underlag == 'af_kompetenser'",
            ),
            one_of(
                "kallan_svarade",
                "hamtstatus",
                ["aktuell", "senast godkända", "saknas"],
                "Varje källa gick att läsa vid körningen; annars används senast fungerande underlag och det sägs i rapporten.",
                "Läs anmärkningen för underlaget, kontrollera källan och kör igen.",
                severity=WARNING,
            ),
            always_null(
                "koder_kanda",
                "okanda_koder",
                "Varje kod i källans yrken, utbildningsgrupper och sektorer finns i våra listor. En ny kod kan ha tagit personer "
                "från en gammal.",
                "Läs beslut för underlaget: där står koden, dess namn och storlek. För in den i assets/reference.",
                severity=WARNING,
            ),
            one_of(
                "inget_i_karantan",
                "hamtstatus",
                ["aktuell", "senast fungerande", "saknas"],
                "Varje källas nyaste svar är godkänt. Ett svar som skiljer sig grovt från det förra används inte förrän någon har "
                "beslutat om det, och det förra används under tiden.",
                "Läs anmärkningen för underlaget. Kör kompetens quarantine och sedan kompetens accept eller kompetens reject.",
                severity=WARNING,
            ),
            always_null(
                "inga_skillnader",
                "skillnader",
                "Inget svar skiljer sig från det förra mer än källans svar brukar göra.",
                "Läs skillnaderna för underlaget i mart.kalla. Är de rimliga behövs inget; annars kontakta utgivaren.",
                severity=WARNING,
            ),
            one_of(
                "underlaget_finns",
                "hamtstatus",
                ["aktuell", "senast fungerande", "senast godkända"],
                "Varje underlag i katalogen är hämtat. Saknas ett som behövs stoppas körningen; saknas ett annat är de tabeller "
                "som bygger på det tomma.",
                "Kör kompetens doctor --live: där står vad källan har i stället. Rätta posten i sources/catalogue.",
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "mart.kvalitet",
        (
            rows_between(
                "kontroller_finns",
                LOWEST,
                None,
                "Alla tabeller har kontrollerats; färre än {lagst} rader betyder att kontroller inte har körts.",
                "Kör hela flödet (jobbet nattlig).",
            ),
        ),
    ),
)
