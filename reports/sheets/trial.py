"""What the signals have earned: how the trial went in words, its tables, and what is preliminary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assets.contracts.model import Record
from assets.contracts.trial import AGREEMENT, AUC, CLASS_TRIAL, GROUPS_OF_THREE, KAPPA, NATIONAL, SCORE, TRIAL, UNITS
from assets.methods.agreement import strength
from assets.methods.quoted import figures, in_swedish
from assets.methods.rounding import to_digits
from assets.methods.score import POSITIONS, SIGNAL_CLASSES
from assets.methods.signals import INDICATORS
from assets.methods.trial import INTERVAL, LEAST_RELIABILITY
from assets.reference.signal_score import reviewed_lists
from reports import assessment_texts, texts
from reports.records import Value
from reports.sheets.model import Facts, Sheet, SheetColumn
from reports.source_lines import CLASSES

_TERMS = {i.code: i.term for i in INDICATORS}
_ORDER = list(_TERMS)
NOT_TRIED = "Signalerna är inte prövade mot Yrkesbarometern. Klasserna heter därför bara vad annonserna visar."


def preliminary() -> str:
    """What stands under every table with classes while what they are made by is not reviewed; empty when it is."""
    return assessment_texts.preliminary(reviewed_lists())


def preliminary_in_short() -> str:
    """What a reader's page and paper say of it, in a line."""
    return assessment_texts.preliminary_in_short(reviewed_lists())


def trial_text(records: Iterable[Record]) -> str:
    """How the trial went, in sentences for a reader.

    Args:
        records: rows of mart.samstammighet; none when there is no Yrkesbarometer.
    """
    found = {(str(r["enhet"]), str(r["prediktor"]), str(r["matt"])): r for r in records if r["varde"] is not None}
    if not any((unit, SCORE, KAPPA) in found for unit in UNITS):
        return NOT_TRIED
    return " ".join(
        (
            "Signalerna är prövade mot Yrkesbarometern i alla län. Varje yrke prövas med gränser som andra yrken har satt. "
            "Samstämmigheten (kappa) är 0 när den bara är slump, och 1 när den är full.",
            *(_told(unit, found) for unit in UNITS),
            f"Inom parentes står {figures(100 * INTERVAL)} procents intervall.",
        )
    )


def trial_in_short(records: Iterable[Record]) -> str:
    """How well the signals agree with Arbetsförmedlingen, without a number; the decisive unit counts.

    Args:
        records: rows of mart.samstammighet; none when there is no Yrkesbarometer.
    """
    own = (r for r in records if (r["enhet"], r["prediktor"], r["matt"]) == (GROUPS_OF_THREE, SCORE, KAPPA))
    row = next(own, None)
    if row is None or row["varde"] is None:
        return NOT_TRIED
    word = strength(row["varde"], row["nedre"])
    found = (
        f"Signalerna stämmer {word} med Arbetsförmedlingens bedömning."
        if word
        else "Signalerna stämmer inte säkert bättre med Arbetsförmedlingens bedömning än slumpen."
    )
    return f"{found} De ger frågor, inte svar. Talen står på sidan Prövning."


def _told(unit: str, found: Mapping[tuple[str, str, str], Record]) -> str:
    """What one unit showed: agreement, that of the nation's assessment copied, and how the score orders two occupations."""
    own, copied = (found.get((unit, predictor, KAPPA)) for predictor in (SCORE, NATIONAL))
    ordered = found.get((unit, SCORE, AUC))
    if own is None:
        return f"{unit[:1].upper()}{unit[1:]} är inte prövade."
    said = [f"För {unit} är den {_two(own['varde'])} ({_two(own['nedre'])} till {_two(own['ovre'])})."]
    if copied:
        said.append(
            f"Arbetsförmedlingens bedömning av riket, kopierad till länen, når {_two(copied['varde'])}. "
            f"På samma fall når signalpoängen {_two(copied['poang_samma_fall'])}."
        )
    if ordered:
        said.append(
            "Ett yrke med stora jobbmöjligheter har högre signalpoäng än ett annat yrke i "
            f"{figures(100 * ordered['varde'])} jämförelser av 100."
        )
    return " ".join(said)


def class_name(facts: Facts, position: int) -> str:
    """What the class at a position is called in this edition.

    Args:
        facts: of any area; a class has the same name in all of them.
        position: in ``SIGNAL_CLASSES``.
    """
    word = SIGNAL_CLASSES[position].word
    return next(str(r["heter"]) for r in facts.warehouse.class_trial if r["klass"] == word)


def class_trial(facts: Facts) -> Sheet:
    """Which classes bear the word shortage or surplus, and on what grounds."""
    rows = sorted(facts.warehouse.class_trial, key=lambda r: (POSITIONS[str(r["klass"])], UNITS.index(str(r["enhet"]))))
    columns = (
        SheetColumn("Klass", "text", 26),
        SheetColumn("Prövad på", "text", 26),
        SheetColumn("Ordet påstår att jobbmöjligheterna är", "text", 18),
        SheetColumn("AF säger det om klassens yrken", "percent", 16),
        SheetColumn("Undre gräns", "percent", 12),
        SheetColumn("Övre gräns", "percent", 12),
        SheetColumn("AF säger det om alla yrken", "percent", 16),
        SheetColumn("AF säger motsatsen om klassens yrken", "percent", 18),
        SheetColumn("Klassen heter", "text", 36),
        SheetColumn("Anmärkning", "text", 44),
    )
    shares = ("andel", "nedre", "ovre", "andel_alla", "andel_motsatt")
    return Sheet(
        "Prov av klasser",
        "prov_av_klasser",
        facts.title("Vilka klasser som får bära ordet brist eller överskott"),
        facts.source_of(*CLASSES, CLASS_TRIAL),
        "En klass får heta brist eller överskott när Arbetsförmedlingen säkert säger detsamma oftare om klassens yrken än om alla yrken. "
        "Säkert betyder att undre gränsen ligger över andelen för alla yrken. Arbetsförmedlingen ska också säga det oftare än motsatsen. "
        "Det ska gälla både yrkesgrupper och barometerns yrken. Den svagare klassen får ordet bara när den "
        "starkare har fått det. Annars får klassen ett namn som bara beskriver annonserna.",
        columns,
        tuple(
            (
                r["klass"],
                r["enhet"],
                r["pastar"] or "",
                *(None if r[name] is None else round(float(r[name]), 3) for name in shares),
                r["heter"],
                r["anmarkning"] or "",
            )
            for r in rows
        ),
        "Hur ofta Arbetsförmedlingen säger vad varje klass påstår",
        note=preliminary(),
    )


def indicator_trial(facts: Facts) -> Sheet:
    """Which indicators have earned a place in the score."""
    columns = (
        SheetColumn("Indikator", "text", 44),
        SheetColumn("Prövad på", "text", 26),
        SheetColumn("Tillförlitlighet", "text", 14),
        SheetColumn("AUC utan", "text", 10),
        SheetColumn("Skillnad med", "text", 12),
        SheetColumn("Undre gräns", "text", 12),
        SheetColumn("Utfall", "text", 38),
        SheetColumn("Anmärkning", "text", 44),
    )
    rows = sorted(
        facts.warehouse.trial,
        key=lambda r: (
            _ORDER.index(str(r["indikator"])),
            UNITS.index(str(r["enhet"])),
        ),
    )
    digits = {"tillforlitlighet": 2, "auc_utan": 2, "skillnad_auc": 3, "nedre": 3}
    return Sheet(
        "Prov av indikatorer",
        "prov_av_indikatorer",
        facts.title("Vilka indikatorer som har förtjänat en plats i signalpoängen"),
        facts.source_of(*CLASSES, TRIAL),
        "AUC är hur ofta ett yrke med stora jobbmöjligheter ordnas före ett annat yrke: 1 är alltid, 0,5 är slumpen. Tillförlitlighet är "
        "hur stor del av skillnaderna mellan yrken som inte är brus. Under 0 är bruset större än skillnaderna. En indikator får ingå när "
        "tillförlitligheten är minst "
        f"{in_swedish(LEAST_RELIABILITY)} och undre gränsen ligger över 0. Skillnaden mäts på yrken som inte har varit med och valt "
        "indikatorns vikt.",
        columns,
        tuple(
            (
                _TERMS[str(r["indikator"])],
                r["enhet"],
                *(_measured(r[name], decimals) for name, decimals in digits.items()),
                r["utfall"],
                r["anmarkning"] or "",
            )
            for r in rows
        ),
        "Indikatorernas tillförlitlighet och vad de tillför signalpoängen",
        note=preliminary(),
    )


def trial_lead(facts: Facts) -> tuple[str, ...]:
    """What the page of the trial says first."""
    return (trial_text(facts.warehouse.agreement), facts.source_of(*CLASSES, AGREEMENT))


def _measured(value: Value, digits: int) -> str:
    return texts.number_text(None if value is None else to_digits(float(value), digits), digits)


def _two(value: Value) -> str:
    return _measured(value, 2)
