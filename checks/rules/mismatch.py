"""Rules of supply beside demand, and of the analysts' tables."""

from __future__ import annotations

import pyarrow.parquet as pq

from assets.contracts.words import REPORTING_GROUP
from assets.methods.mismatch import UNUSUAL_POSTS_RATE
from checks.result import STOPPING, WARNING, CheckSpec, rule_digest
from checks.rules.analysis_sums import PERSONS, ROUNDING, analysis_adds_up, gap_is_its_parts
from checks.rules.base import FOLLOW_BACK, Reconciliation, Tables
from checks.rules.expectation import Expectation, Suite


def _municipalities_make_delregioner(tables: Tables) -> tuple[list[str], str]:
    parts = pq.read_table(tables("mart.kommuner")).to_pandas().groupby("delregion_kod")["annonserade_platser"].sum()
    whole = pq.read_table(
        tables("mart.obalans"), filters=[("geo_niva", "=", "delregion"), ("yrkesniva", "=", "ssyk3")]
    ).to_pandas()
    sums = whole.groupby("geo_kod")["annonserade_platser"].sum()
    faults = [
        f"{code}: kommunerna {parts.get(code, 0)}, delregionen {total}"
        for code, total in sums.items()
        if parts.get(code, 0) != total
    ]
    return faults, f"{int(parts.sum())} platser i kommunerna, {int(sums.sum())} i delregionerna"


RECONCILIATIONS: tuple[Reconciliation, ...] = (
    Reconciliation(
        CheckSpec(
            "mart.kommuner",
            "kommuner_blir_delregion",
            "Kommunernas annonserade platser summerar till delregionens i obalans.",
            STOPPING,
            "Kontrollera delregionernas kommuner i assets/reference och att båda tabellerna har samma period.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _municipalities_make_delregioner,
    ),
    Reconciliation(
        CheckSpec(
            "mart.skillnad",
            "skillnad_ur_delarna",
            "Varje summa går att räkna fram igen ur platser i öppna annonser och inskrivna arbetslösa, och nettot är summan över "
            "bristområden minus summan över de andra.",
            STOPPING,
            "Kontrollera assets/methods/mismatch_index.py och vilken dag och månad raden avser.",
            rule_digest(ROUNDING),
        ),
        "lika",
        gap_is_its_parts,
    ),
    Reconciliation(
        CheckSpec(
            "mart.analys",
            "analys_gar_ihop",
            "Rikets, yrkesmixens och den egna delen blir tillsammans förändringen av anställda, som är den i tabellen anstallda. "
            "Signalpoängen är den i tabellen bedomning.",
            STOPPING,
            "Kontrollera assets/marts/mismatch/analysis.py.",
            rule_digest(ROUNDING, PERSONS),
        ),
        "lika",
        analysis_adds_up,
    ),
)

SUITES = (
    Suite(
        "mart.obalans",
        (
            Expectation(
                "andel_kvinnor_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "andel_kvinnor", "min_value": 0, "max_value": 1},
                STOPPING,
                "En andel ligger mellan 0 och 1.",
                FOLLOW_BACK,
            ),
            Expectation(
                "kvot_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "lokaliseringskvot_riket", "min_value": 0, "max_value": 60},
                STOPPING,
                "Inget yrke är 60 gånger vanligare i en delregion än i riket.",
                FOLLOW_BACK,
            ),
            Expectation(
                "platser_per_arbetslos_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "platser_per_arbetslos", "min_value": 0, "max_value": 100},
                STOPPING,
                "Fler än 100 platser per inskriven arbetslös betyder att annonser eller inskrivna är fel räknade.",
                FOLLOW_BACK,
            ),
            Expectation(
                "platser_per_100_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "platser_per_100_anstallda", "min_value": 0, "max_value": UNUSUAL_POSTS_RATE},
                WARNING,
                "Mer än tre annonserade platser per anställd och år är ovanligt.",
                "Inget: anmärkningen i rapporten säger det. Är det nytt: se vilka arbetsgivare som annonserar.",
            ),
            Expectation(
                "delregioner_kompletta",
                "ExpectColumnDistinctValuesToContainSet",
                {"column": "yrkesniva", "value_set": ["af_yrkesomrade", "ssyk3", REPORTING_GROUP]},
                STOPPING,
                "Alla tre slagens rader finns.",
                FOLLOW_BACK,
            ),
            Expectation(
                "skal_nar_tal_saknas",
                "ExpectColumnValuesToNotBeNull",
                {"column": "anmarkning"},
                STOPPING,
                "Saknas platser per inskriven står skälet i anmärkningen.",
                "Rätta assets/marts/mismatch/mismatch.py så att varje utelämnat tal får ett skäl.",
                where="yrkesniva == 'af_yrkesomrade' and platser_per_arbetslos.isna()",
            ),
        ),
    ),
    Suite(
        "mart.kommuner",
        (
            Expectation(
                "andel_kvinnor_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "andel_kvinnor", "min_value": 0.2, "max_value": 0.8},
                STOPPING,
                "I ingen kommun är färre än var femte eller fler än fyra av fem anställda kvinnor.",
                FOLLOW_BACK,
            ),
            Expectation(
                "anstallda_rimliga",
                "ExpectColumnValuesToBeBetween",
                {"column": "anstallda", "min_value": 500, "max_value": 800_000},
                STOPPING,
                "Ingen kommun har under 500 eller över 800 000 anställda.",
                FOLLOW_BACK,
            ),
            Expectation(
                "inga_luckor",
                "ExpectColumnValuesToNotBeNull",
                {"column": "inskrivna_arbetslosa"},
                WARNING,
                "Visar vilka kommuner som saknar tal därför att en uppgift är skyddad.",
                "Inget: rapporten visar .. och skälet.",
            ),
        ),
    ),
)
