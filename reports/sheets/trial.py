"""What the signals have earned: how the trial went in words, its tables, and what is preliminary."""

from __future__ import annotations

from collections.abc import Iterable

from assets.contracts.model import Record
from assets.contracts.trial import (
    AGREEMENT,
    AUC,
    CLASS_TRIAL,
    KAPPA,
    NATIONAL,
    SCORE,
    TRIAL,
    UNITS,
)
from assets.methods.quoted import figures
from assets.methods.score import POSITIONS
from assets.methods.signals import INDICATORS
from assets.methods.trial import INTERVAL
from assets.reference import reviewed_lists
from reports import texts
from reports.records import Value
from reports.sheets.model import Facts, Sheet, SheetColumn

_TERMS = {i.code: i.term for i in INDICATORS}


def preliminary() -> str:
    """What stands under every table with classes while what they are made by is not reviewed; empty when it is."""
    return texts.preliminary(reviewed_lists())


def trial_text(records: Iterable[Record]) -> str:
    """How the trial went, in sentences for a reader.

    Args:
        records: rows of mart.samstammighet; none when there is no Yrkesbarometer.
    """
    found = {(str(r["enhet"]), str(r["prediktor"]), str(r["matt"])): r for r in records}
    kappas = [found.get((unit, SCORE, KAPPA)) for unit in UNITS]
    if not any(row and row["varde"] is not None for row in kappas):
        return "Signalerna är inte prövade mot Yrkesbarometern. Klasserna heter därför bara vad annonserna visar."
    said = []
    for unit, row in zip(UNITS, kappas, strict=True):
        if row is None or row["varde"] is None:
            said.append(f"{unit}: inte prövade.")
            continue
        ranked, copied = found[unit, SCORE, AUC], found[unit, NATIONAL, KAPPA]["varde"]
        beside = f"; Arbetsförmedlingens rikstal kopierat: κ {_two(copied)}" if copied is not None else ""
        said.append(
            f"{unit}: κ {_two(row['varde'])} ({_two(row['nedre'])} till {_two(row['ovre'])}), AUC {_two(ranked['varde'])}{beside}."
        )
    return (
        f"Prövade mot Yrkesbarometern i alla län, på yrken som inte har satt gränserna. {' '.join(said)} κ 0 är slumpen och 1 full "
        f"samstämmighet. Inom parentes: {figures(100 * INTERVAL)} procents intervall."
    )


def class_trial(facts: Facts) -> Sheet:
    """Which classes bear the word shortage or surplus, and on what grounds."""
    rows = sorted(facts.warehouse.class_trial, key=lambda r: (POSITIONS[str(r["klass"])], UNITS.index(str(r["enhet"]))))
    columns = (
        SheetColumn("Klass", "text", 26),
        SheetColumn("Prövad på", "text", 26),
        SheetColumn("AF ska då säga", "text", 16),
        SheetColumn("AF säger det om klassens yrken", "percent", 16),
        SheetColumn("Undre gräns", "percent", 12),
        SheetColumn("Övre gräns", "percent", 12),
        SheetColumn("AF säger det om alla yrken", "percent", 16),
        SheetColumn("AF säger motsatsen", "percent", 16),
        SheetColumn("Klassen heter", "text", 36),
    )
    names = ("klass", "enhet", "pastar", "andel", "nedre", "ovre", "andel_alla", "andel_motsatt", "heter")
    return Sheet(
        "Prov av klasser",
        "prov_av_klasser",
        facts.title("Vilka klasser som får bära ordet brist eller överskott"),
        facts.source_of(CLASS_TRIAL),
        "Ordet står bara när Arbetsförmedlingen säkert säger detsamma oftare om klassens yrken än om alla, och oftare än motsatsen. Det "
        "ska gälla både yrkesgrupper och barometerns yrken. Annars heter klassen något som bara beskriver annonserna.",
        columns,
        tuple(tuple(_share(r[name]) for name in names) for r in rows),
        "Hur ofta Arbetsförmedlingen säger vad varje klass påstår",
        note=preliminary(),
    )


def indicator_trial(facts: Facts) -> Sheet:
    """Which indicators have earned a place in the score."""
    columns = (
        SheetColumn("Indikator", "text", 44),
        SheetColumn("Ordnas bland", "text", 30),
        SheetColumn("Prövad på", "text", 26),
        SheetColumn("Tillförlitlighet", "text", 14),
        SheetColumn("AUC utan", "text", 10),
        SheetColumn("Skillnad med", "text", 12),
        SheetColumn("Undre gräns", "text", 12),
        SheetColumn("Utfall", "text", 38),
    )
    names = ("indikator", "jamfors_med", "enhet", "tillforlitlighet", "auc_utan", "skillnad_auc", "nedre", "utfall")
    rows = [{**r, "indikator": _TERMS[str(r["indikator"])]} for r in facts.warehouse.trial]
    return Sheet(
        "Prov av indikatorer",
        "prov_av_indikatorer",
        facts.title("Vilka indikatorer som har förtjänat en plats i signalpoängen"),
        facts.source_of(TRIAL),
        "En indikator får ingå när minst hälften av dess skillnader är annat än brus, och när den säkert gör det lättare att "
        "skilja yrken med stora jobbmöjligheter från andra. Skillnaden är mätt på yrken vars egen bedömning inte har valt vikten.",
        columns,
        tuple(tuple(_measured(name, r[name]) for name in names) for r in rows),
        "Indikatorernas tillförlitlighet och vad de tillför signalpoängen",
        note=preliminary(),
    )


def trial_lead(facts: Facts) -> tuple[str, ...]:
    """What the page of the trial says first."""
    return (trial_text(facts.warehouse.agreement), facts.source_of(AGREEMENT))


def _share(value: Value) -> Value:
    """A word as it is, a share to the tenth of a percent."""
    return round(value, 3) if isinstance(value, float) else value


def _measured(name: str, value: Value) -> str:
    """A measure with two decimals, a difference and its limits with three."""
    if isinstance(value, str):
        return value
    digits = 3 if name in ("skillnad_auc", "nedre") else 2
    return texts.number_text(None if value is None else round(float(value), digits), digits)


def _two(value: str | float | None) -> str:
    return texts.number_text(None if value is None else float(value), 2)
