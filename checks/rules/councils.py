"""Rules of what the councils tell: their answers stand as they gave them, and nobody else's stand in their place."""

from __future__ import annotations

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.councils import COMMON_VIEW, COUNCIL_ASSESSMENTS, OF_ENOUGH, SINGLE_VIEW, STAGED_ASSESSMENTS
from assets.contracts.places import DIM_GEO
from assets.contracts.words import REPORTING_GROUP
from assets.methods.council_agreement import AGREEMENTS, DIFFERS, FEW_VOICES, against_af, against_signals
from checks.result import STOPPING, WARNING
from checks.rules.base import Judgement, Rows, reconciliation
from checks.rules.council_forms import newest, of_county, the_same
from checks.rules.expectation import Suite
from checks.rules.vocabulary import HIGHEST, SHARE, between, not_less_than, share_known

_ANSWER = ["geo_kod", "yrke_kod", "omgang", "runda", "behandlat"]
_SAID = [
    "yrke_namn",
    "klass",
    "om_fem_ar",
    "sakerhet",
    "orsak",
    "personer_fran",
    "personer_till",
    "roster",
    "grund",
    "jav",
    "syns_inte",
]
_OF_ENOUGH = [column.name for column in OF_ENOUGH]
_COUNTS = [column.name for column in OF_ENOUGH if column.unit == "personer"]
_KEY = ["geo_kod", "yrke_kod"]
_LOOK = "Jämför formuläret i raw/radens_formular med tabellen, och rätta koden i assets/marts/councils."


@reconciliation(
    COUNCIL_ASSESSMENTS,
    STAGED_ASSESSMENTS,
    DIM_GEO,
    name="radets_svar_bevarade",
    severity=STOPPING,
    why="Varje svar från länets råd står som rådet har lämnat det, och inget annat svar står i tabellen.",
    action=_LOOK,
    expected="samma svar som i formulären",
    rule=("exakt", FEW_VOICES),
)
def answers_are_kept(made: Rows, staged: Rows, places: Rows) -> Judgement:
    """In both directions: every answer in the table is a form's, word for word, and no answer of the county's forms is left out.

    What a later form of the same day and turn says stands instead of the earlier's.
    """
    shown, given = made.read(), newest(of_county(staged, places), *_ANSWER)
    # Of one or two voices nothing but the class is published.
    given[_OF_ENOUGH] = given[_OF_ENOUGH].astype("object").mask(given["roster"] < FEW_VOICES)
    ours, theirs = (frame[[*_ANSWER, *_SAID]].astype(dict.fromkeys(_COUNTS, "float64")) for frame in (shown, given))
    faults = list(the_same(ours, theirs, "svar").faults)
    few = ~(shown["roster"] >= FEW_VOICES) != (shown["visas_som"] == SINGLE_VIEW)
    faults += [f"{row.geo_kod} {row.yrke_kod} visas som {row.visas_som}" for row in shown[few].itertuples()]
    current = shown[shown["galler_nu"] == "ja"]
    twice = current[current.duplicated(_KEY, keep=False)]
    faults += [f"{row.geo_kod} {row.yrke_kod} gäller nu två gånger" for row in twice.itertuples()]
    return Judgement(faults, {"svar": len(given)}, f"{len(shown)} svar, {len(current)} gäller nu")


@reconciliation(
    ASSESSMENT,
    COUNCIL_ASSESSMENTS,
    name="radets_bedomning_ar_radets",
    severity=STOPPING,
    why="Det som står som rådets bedömning är det som rådet senast har sagt, och tomt där rådet inte har sagt något.",
    action=_LOOK,
    expected="rådets senaste svar",
    rule=("exakt",),
)
def shown_as_the_councils(assessed: Rows, councils: Rows) -> Judgement:
    """In both directions: nothing of the council's is left out, and nothing else stands there."""
    now = councils.read(("galler_nu", "=", "ja"))
    said = {
        (row.geo_kod, row.yrke_kod): row.klass if row.visas_som != SINGLE_VIEW else f"{row.klass} ({SINGLE_VIEW})"
        for row in now.itertuples()
    }
    rows = assessed.read(columns=[*_KEY, "yrkesniva", "radets_bedomning"])
    shown = {
        (row.geo_kod, row.yrke_kod): row.radets_bedomning for row in rows[rows["radets_bedomning"].notna()].itertuples()
    }
    rated = {(row.geo_kod, row.yrke_kod) for row in rows[rows["yrkesniva"] == REPORTING_GROUP].itertuples()}
    faults = [
        f"{' '.join(cell)}: {text}, men rådet har sagt {said.get(cell, 'inget')}"
        for cell, text in shown.items()
        if said.get(cell) != text
    ]
    faults += [
        f"{' '.join(cell)}: rådet har sagt {text}" for cell, text in said.items() if cell in rated and cell not in shown
    ]
    return Judgement(faults, {"svar": len(said)}, f"{len(shown)} av {len(said)} svar står i bedomning")


@reconciliation(
    COMMON_VIEW,
    ASSESSMENT,
    COUNCIL_ASSESSMENTS,
    name="samsyn_foljer_bedomningarna",
    severity=STOPPING,
    why="Om bedömningarna är samstämmiga följer av dem själva.",
    action="Rätta assets/marts/councils/common_view.py eller assets/methods/council_agreement.py.",
    expected="samma svar när de jämförs igen",
    rule=AGREEMENTS,
)
def agreement_follows(made: Rows, assessed: Rows, councils: Rows) -> Judgement:
    """Every row compared again."""
    now = councils.read(("galler_nu", "=", "ja"), columns=[*_KEY, "klass"])
    there = assessed.read(("yrkesniva", "=", REPORTING_GROUP), columns=[*_KEY, "af_jobbmojligheter", "signaler"])
    both = now.merge(there, on=_KEY)
    wanted = {
        (row.geo_kod, row.yrke_kod): (
            against_af(row.klass, row.af_jobbmojligheter if isinstance(row.af_jobbmojligheter, str) else None),
            against_signals(row.klass, row.signaler),
        )
        for row in both.itertuples()
    }
    found = {
        (row.geo_kod, row.yrke_kod): (row.rad_mot_af, row.rad_mot_signaler, row.till_samtal)
        for row in made.read().itertuples()
    }
    faults = [f"{' '.join(cell)} saknas" for cell in sorted(wanted.keys() - found.keys())]
    for cell, said in found.items():
        again = wanted.get(cell, ())
        if said != (*again, "ja" if DIFFERS in again else "nej"):
            faults.append(f"{' '.join(cell)}: {', '.join(said)}, borde vara {', '.join(again) or 'inte där'}")
    return Judgement(faults, {"yrken": len(wanted)}, f"{len(found)} yrken jämförda")


_VOICES = between(
    "roster_rimliga",
    "roster",
    1,
    HIGHEST,
    "Ett råd är en grupp människor: minst en har bedömt yrket, högst {hogst}.",
    "Fråga rådet hur många som bedömde. Lämna in formuläret igen.",
    severity=WARNING,
    may_lack_rows=True,
)
SUITES = (
    Suite(
        STAGED_ASSESSMENTS.id,
        (
            _VOICES,
            not_less_than(
                "personer_ratt_vanda",
                "personer_till",
                "personer_fran",
                "Det högsta antalet som fattas är inte lägre än det lägsta.",
                "Formuläret borde ha avvisats: rätta sources/councils/form.py.",
                may_lack_rows=True,
            ),
        ),
    ),
    Suite(
        COUNCIL_ASSESSMENTS.id,
        (_VOICES,),
    ),
    Suite(
        COMMON_VIEW.id,
        (
            share_known(
                "talen_bakom_finns",
                "drivs_av",
                SHARE,
                "Minst {andel} av yrkena att tala om har minst ett tal bakom våra signaler.",
                "Se i mart.signaler varför talen saknas.",
                severity=WARNING,
                where="till_samtal == 'ja'",
                may_lack_rows=True,
            ),
        ),
    ),
)
