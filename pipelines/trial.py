"""``kompetens trial``: what has earned a place in the signal score, on the home's own tables."""

from __future__ import annotations

import pyarrow.parquet as pq

from assets.contracts.assessment import SIGNALS
from assets.contracts.barometer import STAGED_BAROMETER
from assets.contracts.model import Record
from assets.contracts.trial import AUC, KAPPA, UNITS
from assets.home import Home
from assets.methods.quoted import figures
from assets.methods.score import TOP
from assets.reference.signal_score import SCORE_VERSION, class_limits, score_composition
from pipelines.errors import OK, STOPPED
from pipelines.say import Say, number
from pipelines.settings import Settings


def trial(settings: Settings, say: Say) -> int:
    """Print the trial of indicators and classes, and what the score is made of today.

    Nothing is written: another composition is a new file that a person reviews.

    Args:
        settings: whose home is read.
        say: prints a line.

    Returns:
        0, or 1 when the tables are not made yet, or by an older version.
    """
    home = Home(settings.home)
    paths = [home.table(table.id) for table in (SIGNALS, STAGED_BAROMETER)]
    if not all(path.is_file() for path in paths):
        say(f"Tabellerna som provet görs på finns inte i {home.data}. Kör först kompetens run.")
        return STOPPED
    tables = [pq.read_table(path) for path in paths]
    if not {column.name for column in SIGNALS.columns} <= set(tables[0].column_names):
        say(f"Tabellen {SIGNALS.id} i {home.data} är gjord av en äldre version. Kör kompetens run.")
        return STOPPED
    from assets.marts.trial.agreement import agreement
    from assets.marts.trial.classes import class_trial
    from assets.marts.trial.indicators import trial as tried

    if settings.made_up:
        say("EXEMPELDATA: alla tal är påhittade och säger inget om verkligheten.")
    say(f"Signalpoängen består av (version {SCORE_VERSION}):")
    for part in score_composition():
        say(f"  {part.indicator}, ordnad bland {part.compared_with}, vikt {figures(part.weight, 2)}")
    say(f"Klassernas gränser, 0–{figures(TOP)}: {', '.join(figures(limit) for limit in class_limits())}")
    say("")
    say("Indikatorerna (tillförlitlighet; AUC utan, skillnad med, undre gräns; utfall):")
    for row in tried(*tables).to_pylist():
        say(f"  {row['enhet']}: {row['indikator']}: {_numbers(row)}; {row['utfall']}")
    say("")
    say("Klasserna (andel där Arbetsförmedlingen säger detsamma, intervall, andel för alla, andel motsatt):")
    for row in class_trial(*tables).to_pylist():
        names = ("andel", "nedre", "ovre", "andel_alla", "andel_motsatt")
        say(f"  {row['enhet']}: {row['klass']}: {', '.join(number(row[n], 2) for n in names)}; heter {row['heter']}")
    say("")
    say("Samstämmighet med Arbetsförmedlingen (kappa med intervall, AUC med intervall):")
    found = {(r["enhet"], r["prediktor"], r["matt"]): r for r in agreement(*tables).to_pylist()}
    if not found:
        say("  Inget är prövat: Yrkesbarometern saknas.")
    for unit in UNITS:
        for predictor in dict.fromkeys(p for u, p, _ in found if u == unit):
            parts = (found[unit, predictor, measure] for measure in (KAPPA, AUC))
            said = ", ".join(
                f"{number(r['varde'], 2)} ({number(r['nedre'], 2)} till {number(r['ovre'], 2)})" for r in parts
            )
            say(f"  {unit}: {predictor}: {said}")
    say("")
    say(
        "Ska delarna bytas? Spara dem som assets/reference/signalpoang_vN.csv, och gränserna som signalklasser_vN.csv, var och en med en "
        "rad i ursprung.csv. Låt någon granska dem, och skriva fastställd och sitt namn. Höj sedan SCORE_VERSION i "
        "assets/reference/signal_score.py. Exempeldata får aldrig avgöra vad poängen består av."
    )
    return OK


def _numbers(row: Record) -> str:
    measured = ", ".join(number(row[name], 3) for name in ("auc_utan", "skillnad_auc", "nedre"))
    return f"{number(row['tillforlitlighet'], 2)}; {measured}"
