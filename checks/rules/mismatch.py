"""Rules of supply beside demand, and of the analysts' tables."""

from __future__ import annotations

import pyarrow.parquet as pq

from assets.contracts.words import REPORTING_GROUP
from assets.methods.mismatch import UNUSUAL_POSTS_RATE
from checks.result import STOPPING, WARNING, CheckSpec, rule_digest
from checks.rules.analysis_sums import PERSONS, ROUNDING, analysis_adds_up, gap_is_its_parts
from checks.rules.base import FOLLOW_BACK, Reconciliation, Tables
from checks.rules.expectation import Suite, in_swedish
from checks.rules.vocabulary import HIGHEST, LOWEST, between, contains_all, never_null, reason_given


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

_SHARE = "enhet == 'andel'"
SUITES = (
    Suite(
        "mart.obalans",
        (
            between("andel_kvinnor_rimlig", "andel_kvinnor", 0, 1, "En andel ligger mellan 0 och 1.", FOLLOW_BACK),
            between(
                "kvot_rimlig",
                "lokaliseringskvot_riket",
                0,
                HIGHEST,
                "Inget yrke är {hogst} gånger vanligare i en delregion än i riket.",
                FOLLOW_BACK,
            ),
            between(
                "platser_per_arbetslos_rimlig",
                "platser_per_arbetslos",
                0,
                HIGHEST,
                "Fler än {hogst} platser per inskriven arbetslös betyder att annonser eller inskrivna är fel räknade.",
                FOLLOW_BACK,
            ),
            between(
                "platser_per_100_rimlig",
                "platser_per_100_anstallda",
                0,
                UNUSUAL_POSTS_RATE,
                f"Mer än {in_swedish(UNUSUAL_POSTS_RATE)} annonserade platser per 100 anställda och år är ovanligt.",
                "Inget: anmärkningen i rapporten säger det. Är det nytt: se vilka arbetsgivare som annonserar.",
                severity=WARNING,
            ),
            contains_all(
                "delregioner_kompletta",
                "yrkesniva",
                ["af_yrkesomrade", "ssyk3", REPORTING_GROUP],
                "Alla tre slagens rader finns.",
                FOLLOW_BACK,
            ),
            reason_given(
                "yrkesniva == 'af_yrkesomrade' and platser_per_arbetslos.isna()",
                "platser per inskriven",
                "assets/marts/mismatch/mismatch.py",
            ),
        ),
    ),
    Suite(
        "mart.kommuner",
        (
            between(
                "andel_kvinnor_rimlig",
                "andel_kvinnor",
                LOWEST,
                HIGHEST,
                "I ingen kommun är mindre än {lagst} eller mer än {hogst} av de anställda kvinnor.",
                FOLLOW_BACK,
            ),
            between(
                "anstallda_rimliga",
                "anstallda",
                LOWEST,
                HIGHEST,
                "Ingen kommun har under {lagst} eller över {hogst} anställda.",
                FOLLOW_BACK,
            ),
            never_null(
                "inga_luckor",
                "inskrivna_arbetslosa",
                "Visar vilka kommuner som saknar tal därför att en uppgift är skyddad.",
                "Inget: rapporten visar .. och skälet.",
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "mart.skillnad",
        (
            between(
                "brist_inte_negativ",
                "summa_bristomraden",
                0,
                None,
                "En summa över bristområden är aldrig negativ.",
                FOLLOW_BACK,
            ),
            between(
                "overskott_inte_negativt",
                "summa_overskottsomraden",
                0,
                None,
                "En summa över de andra är aldrig negativ.",
                FOLLOW_BACK,
            ),
            between("overhang_ar_andel", "overhang", 0, 1, "Överhänget är en andel av platserna.", FOLLOW_BACK),
            between(
                "rorlighet_inte_negativ",
                "losbar_genom_rorlighet",
                0,
                None,
                "Delregionernas brist är tillsammans aldrig mindre än den när de läggs ihop.",
                FOLLOW_BACK,
            ),
            never_null(
                "summorna_finns",
                "netto",
                "Visar vilka områden som saknar summor därför att en uppgift är skyddad eller underlaget saknas.",
                "Inget: tabellen säger det i anmärkningen.",
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "mart.analys",
        (
            between(
                "andelar_noll_till_ett",
                "varde",
                0,
                1,
                "Missmatchning, pendling och stabilitet är andelar.",
                FOLLOW_BACK,
                where=_SHARE,
            ),
            between(
                "jamforda_andelar_noll_till_ett",
                "jamforelse",
                0,
                1,
                "Det som en andel läses mot är också en andel.",
                FOLLOW_BACK,
                where=_SHARE,
            ),
            between(
                "poang_noll_till_tre",
                "varde",
                0,
                3,
                "Signalpoängen ligger mellan 0 och 3.",
                FOLLOW_BACK,
                where="enhet == 'poäng'",
            ),
            between(
                "percentil_noll_till_hundra",
                "percentil",
                0,
                100,
                "En percentil ligger mellan 0 och 100.",
                FOLLOW_BACK,
            ),
            reason_given("varde.isna()", "ett tal", "tabellens modul i assets/marts"),
        ),
    ),
)
