"""docs/metod.md against the code: what it says is what is computed."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from assets.contracts.assessment import SIGNALS, SUPPORT
from assets.contracts.mismatch import MISMATCH
from assets.contracts.trial import AGREEMENT, CLASS_TRIAL, TRIAL, UNITS
from assets.contracts.unemployed import OLD, YOUNG
from assets.methods import (
    VERSION,
    ads,
    aggregate,
    agreement,
    borrowing,
    commuting,
    coverage,
    damped_trend,
    employers,
    employment_change,
    employment_shares,
    even_sexes,
    known_pairs,
    local_ratio,
    matching,
    mismatch,
    mismatch_index,
    projection_intervals,
    raking,
    rounding,
    score,
    then_and_now,
    trial,
)
from assets.methods import signals as method
from assets.methods import standard_errors as errors
from assets.methods.quoted import in_swedish, part, spelled
from assets.reference.signal_score import SCORE_VERSION, class_limits, score_composition
from checks.rules.registry import RECONCILIATIONS
from tests.unit.reports.forbidden import FORBIDDEN

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "metod.md").read_text(encoding="utf-8")
PLAIN = re.sub(r"\s+", " ", TEXT)


def swedish(value: float, digits: int = 2) -> str:
    """As the page writes numbers: decimal comma, a real minus, thousands apart."""
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace("-", "−")


def table(heading: str) -> dict[str, list[str]]:
    """First cell of each row → the others, of the first table after a heading."""
    rows = re.split(r"\n\n(?!\|)", TEXT.split(f"\n## {heading}")[1].split("\n## ")[0])
    lines = next(part for part in rows if "| `" in part).splitlines()
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return {first.strip("`"): rest for first, *rest in cells}


def number(text: str) -> float:
    return float(text.replace(" ", "").replace("−", "-").replace(",", "."))


def test_every_indicator_is_described():
    described = table("2. Indikatorerna")
    for i in method.INDICATORS:
        assert described[i.code] == [i.term, i.unit, "högt" if i.high_is_shortage else "lågt"]
        assert f"**`{i.code}`.**" in TEXT
    assert len(described) == len(method.INDICATORS)


def test_the_composition_and_the_classes_are_those_of_the_reference_data():
    rows = re.findall(
        r"\n\| `(\w+)` \| ([^|]+) \| ([\d,]+) \|(?=\n)", TEXT.split("\n## 5. Signalpoäng")[1].split("\n## ")[0]
    )
    assert rows == [(p.indicator, p.compared_with, in_swedish(p.weight)) for p in score_composition()]
    assert f"signalpoang_v{SCORE_VERSION}.csv" in TEXT
    assert f"signalklasser_v{SCORE_VERSION}.csv" in TEXT
    assert f"Metodens version är {VERSION}" in PLAIN
    for each in score.SIGNAL_CLASSES:
        assert f"| {each.word} | {each.claims or 'inget'} | {each.plain} |" in TEXT


@pytest.mark.parametrize(
    "sentence",
    [
        ", ".join(f"från {limit:.0f}" for limit in class_limits()) + " och därunder",
        f"Ett yrke bedöms från {mismatch.MIN_EMPLOYEES} anställda",
        f"{spelled(len(method.INDICATORS)).capitalize()} indikatorer mäts för varje yrke",
        f"Klasserna är {spelled(len(score.SIGNAL_CLASSES))}",
        f"hur ofta klassen står kvar i {swedish(score.DRAWS, 0)} omräkningar",
        f"färre än {100 * score.NEAR_STABILITY:.0f} av 100 är yrket nära gränsen",
        f"intervallet på {in_swedish(local_ratio.LEVEL, 'andel')} är",
        f"Under {borrowing.SHARED_FROM} väntade händelser sägs inget",
        f"minst {in_swedish(trial.LEAST_RELIABILITY, 'andel')} av skillnaderna",
        f"{in_swedish(trial.INTERVAL, 'andel')} som drar hela SSYK2-grupper om, {swedish(trial.TRIAL_DRAWS, 0)} gånger",
        ", ".join(in_swedish(w) for w in trial.WEIGHTS[:-1]) + f" eller {in_swedish(trial.WEIGHTS[-1])}",
        *UNITS,
        ", ".join(SUPPORT),
        f"minst {mismatch.MIN_EMPLOYEES} anställda |",
        f"antal i en kommun för ett yrke eller en utbildning | minst {mismatch.MIN_COUNT} |",
        f"minst {mismatch.MIN_UNEMPLOYED} inskrivna, och 0 eller minst {mismatch.MIN_POSTS} platser",
        f"minst {mismatch.MIN_UNEMPLOYED} inskrivna och {mismatch.MIN_POSTS} öppna platser",
        f"minst {mismatch.MIN_POSTS} platser eller {mismatch.MIN_UNEMPLOYED} inskrivna i båda åren",
        f"Wilsons intervall på {in_swedish(then_and_now.LEVEL, 'andel')} med n = (n₁ + n₀) / φ",
        f"r · exp(∓ {swedish(matching.NINTH_DECILE, 4)} · √({errors.OVERDISPERSION:.0f}/N + 1/U))",
        f"20 000 = {swedish(employment_change.net_of_step(1300, 1234, 21_930, 20_000).item(), 1)}",
        f"minst {mismatch.MIN_UNEMPLOYED} inskrivna och {method.LEAST_DENOMINATOR} i nämnaren",
        f"minst {matching.LEAST_PEOPLE} personer",
        f"minst {mismatch.MIN_EXPECTED} väntade anställda",
        f"AF-yrkesområde i rubrik | minst {mismatch.MIN_UNEMPLOYED_HEADLINE} inskrivna",
        f"över {mismatch.UNUSUAL_POSTS_RATE:.0f} platser per 100 anställda",
        f"används från {borrowing.OWN_FROM} händelser. Mellan {borrowing.SHARED_FROM} och {borrowing.OWN_FROM}",
        f"κ = {borrowing.PRIOR}. Under {borrowing.SHARED_FROM} används länets",
        f"högst {ads.DUPLICATE_DAYS} dagar före",
        f"högst {ads.POSTS_CAP} platser; {swedish(ads.MOST_POSTS, 0)} platser eller fler",
        f"igen 1–{ads.READVERTISED_DAYS} dagar",
        f"minst {ads.LEAST_FOLLOWED} följda annonser",
        f"minst {ads.LEAST_FOLLOWED} följda och minst {ads.LEAST_EXPECTED} väntade annonser",
        f"1 − (1 − {ads.READVERTISED_DAYS} / d)^s",
        f"högst {ads.NEARBY_DAYS} dagar före eller efter, och d är dagarna i den tiden minus {ads.DUPLICATE_DAYS} för varje",
        f"θ · √({errors.OVERDISPERSION:.0f}/N + 1/U)",
        f"värdet · √({errors.OVERDISPERSION:.0f}/n)",
        f"{errors.OVERDISPERSION:.0f} · annonserna / ({errors.OVERDISPERSION - 1:.0f} + d)",
        f"(100/k) · {swedish(errors.NOISE, 1)} · √(2 · m · celler) / E₁",
        f"√(s₁² + s₀²) / {method.CHANGE_YEARS}",
        f"c hålls inom {swedish(coverage.LEAST_FACTOR, 1)}–{coverage.MOST_FACTOR:.0f}",
        f"högst {swedish(coverage.MOST_VARIATION)}, annars rikets",
        f"medeltalet av {mismatch_index.NULL_DRAWS} dragningar",
        f"minst {employers.LEAST_EMPLOYERS} arbetsgivare, ingen med {in_swedish(employers.LARGEST_SHARE, 'andel')} eller mer av platserna",
        f"utelämnas mer än {part(known_pairs.MOST_LEFT_OUT)} av befolkningen är värdet tomt",
        f"utelämnas mer än {part(matching.MOST_UNKNOWN_AGES)} av de anställda visas ingen andel",
        f"andelen {matching.OLDER}–64 år av de anställda 16–64 år",
        f"utelämnas mer än {part(matching.MOST_UNKNOWN_AGES)} av de anställda visas inget",
        f"(`share_of_employees`), från {mismatch.MIN_EMPLOYEES} anställda",
        f"(`share_of_registered`), från {mismatch.MIN_REGISTERED} inskrivna",
        f"utrikes födda, {YOUNG} och {OLD}",
        f"mindre än {swedish(matching.NINTH_DECILE)} medelfel",
        f"förändringen per år på {spelled(method.CHANGE_YEARS)} år",
        f"De senaste {spelled(aggregate.WINDOW_MONTHS)} månader i följd",
        f"kvartalen, högst {spelled(coverage.QUARTERS)},",
        f"felmarginalen delad med {swedish(coverage.TWO_SIDED_95)}",
        f"skiljer de mer än {spelled(100 * raking.LARGE_DIFFERENCE)} procent sägs det",
        f"plus {spelled(raking.COUNTY_SHARE)} gånger samma andel i länet",
        f"högst {swedish(raking.MAX_ITERATIONS, 0)} varv, relativt fel under {swedish(raking.TOLERANCE, 6)}",
        ", ".join(f"till {step} under {swedish(below, 0)}" for below, step in rounding.COARSE_STEPS[:-1])
        + f" och till {rounding.COARSE_STEPS[-1][1]} därover",
        f"α = {in_swedish(mismatch_index.ALPHAS['missmatchning_05'])}",
        f"färre än {agreement.LEAST_OCCUPATIONS} yrken",
    ],
)
def test_the_rules_are_those_of_the_code(sentence: str):
    assert sentence in PLAIN


def test_the_worked_occupation_adds_up():
    """The ranks, the score, its class, and the place beside the county, as the page writes them out."""
    part = TEXT.split("\n## 9. Ett yrke räknat för hand")[1].split("\n## ")[0]
    places = [tuple(map(int, found)) for found in re.findall(r"\((\d+) − ½\) / (\d+) = ", part)]
    ranks = [(place - 0.5) / of for place, of in places]
    assert [swedish(rank, 3) for rank in ranks] == re.findall(r"− ½\) / \d+ = ([\d,]+)", part)
    weights = [p.weight for p in score_composition()]
    points = 100 * float(np.dot(ranks, weights)) / sum(weights)
    assert f"= {swedish(points, 1)}\n" in part
    position = int(score.class_positions(points, class_limits()))
    assert score.SIGNAL_CLASSES[position].word in part
    posts, expected, dispersion, share = (
        number(found)
        for found in re.search(r"n = ([\d ,]+), m = ([\d ,]+), φ = (\d+,\d+), s = (\d+,\d+)\.", part).groups()
    )  # type: ignore[union-attr]
    found = local_ratio.local_ratio(posts, expected, share, dispersion)
    for value in (found.ratio, found.lower, found.upper):
        assert swedish(float(value)) in part
    assert f": {local_ratio.WORDS[int(found.word)]}." in part
    assert "inte statistik om Sverige" in TEXT


def test_every_measure_of_the_tables_and_the_checks_name_is_there():
    shown = {c.name for c in MISMATCH.columns if c.unit in ("kvot", "andel") or "forandring" in c.name}
    assert [name for name in shown if f"`{name}`" not in TEXT] == []
    assert all(f"`{basis}`" in TEXT for basis in SIGNALS.column("grund").allowed)
    assert all(f"mart.{contract.name}" in TEXT for contract in (AGREEMENT, TRIAL, CLASS_TRIAL))
    for name in ("sammansattningen_provad", "orden_ar_fortjanta"):
        assert f"`{name}`" in TEXT
        assert name in {r.spec.name for r in RECONCILIATIONS}


def test_the_functions_that_are_named_exist():
    named = set(re.findall(r"\(`([a-z_]+)`", TEXT)) | set(re.findall(r"formel `([a-z_]+)`", TEXT))
    code = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "assets" / "methods").glob("*.py"))
    modules = {p.stem for p in (ROOT / "assets" / "methods").glob("*.py")}
    columns = {c.name for c in (*SIGNALS.columns, *MISMATCH.columns)}
    assert sorted(n for n in named - modules - columns if f"def {n}(" not in code) == []


def test_the_words_are_those_of_published_texts():
    assert [(word, m.group()) for word in FORBIDDEN for m in re.finditer(word, TEXT, re.IGNORECASE)] == []


def test_it_is_found_from_the_readme_and_the_architecture():
    assert "docs/metod.md" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "metod.md" in (ROOT / "docs" / "arkitektur.md").read_text(encoding="utf-8")


def test_what_an_areas_page_says_of_sexes_commuting_and_changes_is_by_the_same_limits():
    low, high = (in_swedish(100 * limit) for limit in (even_sexes.EVEN_FROM, even_sexes.EVEN_TO))
    assert f"när {low}–{high} procent är kvinnor" in PLAIN
    assert f"vart och ett kan vara högst {spelled(commuting.HIDDEN_FLOW)} personer" in PLAIN
    assert f"utelämnar {in_swedish(round(1 - then_and_now.LEVEL, 6), 'andel')} av intervallen 1" in PLAIN
    assert f"i färre än {100 * then_and_now.RARELY:.0f} fall av 100" in PLAIN


def test_the_occupation_projected_by_hand_is_what_the_formulas_give():
    now, whole, horizon = 30_428, 858_256, 5
    raw, after = -3.186794, 0.04111692
    share = now / whole
    assert f"De var {swedish(now, 0)} av {swedish(whole, 0)}, det vill säga {swedish(100 * share, 3)} procent." in PLAIN
    assert f"ln ŝ = {swedish(raw, 6)}, alltså {swedish(100 * np.exp(raw), 3)} procent." in PLAIN
    assert f"är det {swedish(100 * after, 3)} procent, eller {swedish(after * whole, 0)} personer" in PLAIN
    law = float(projection_intervals.SIZE_LAWS[3](now))
    width, (low, high) = 1.0511 * law, (-2.8213, 2.6512)
    assert (
        f"storlekens bredd är {swedish(law, 4)}, och gränserna i felen är {swedish(low, 4)} och {swedish(high, 4)}."
        in PLAIN
    )
    limits = [after * whole * np.exp(width * q) for q in (low, high)]
    assert f"Det ger {swedish(limits[0], 0)} till {swedish(limits[1], 0)} personer." in PLAIN
    change, least, most = (value / now - 1 for value in (after * whole, *limits))
    assert f"är det {100 * change:.0f} procent mer, minst {100 * least:.0f} och högst {100 * most:.0f}." in PLAIN
    assert f"Riktningen är *{projection_intervals.direction(change, least, most)}*." in PLAIN
    assert round(damped_trend.damped_sum(horizon, employment_shares.SHARE_DAMPING).item(), 5) == 2.68928


def test_the_words_of_the_long_term_begin_where_the_page_says():
    limits = projection_intervals
    least, clear = (spelled(100 * limit) for limit in (limits.LEAST_DIRECTION, limits.CLEAR_DIRECTION))
    assert f"Under {least} procents ändring sägs *oförändrat*, under {clear} *svagt*." in PLAIN
    assert f"på {spelled(100 * limits.TOO_WIDE)} procent är det *osäkert*." in PLAIN
    assert f"Under {limits.LEAST_EMPLOYEES} anställda skrivs inget fram." in PLAIN
    assert f"De är gjorda för att hålla {100 * limits.LEVEL:.0f} gånger av 100." in PLAIN
    assert f"högst {in_swedish(employment_shares.MOST_YEARLY_TREND)}" in PLAIN
    assert f"{in_swedish(employment_shares.SHARE_DAMPING)} av den är kvar" in PLAIN


def test_how_many_planted_faults_are_stopped_is_as_it_was_written_down():
    tried = (ROOT / "docs" / "provade-fel.md").read_text(encoding="utf-8")
    found = re.search(r"grovt: (\d+) i karantän, (\d+) varningar, (\d+) osedda", tried)
    assert found
    held, told, unseen = map(int, found.groups())
    assert f"{held} av {held + told + unseen} grova fel stoppade" in PLAIN
    assert held >= 100
    assert re.search(r"Utan fel: \d+ prövningar, 0 i karantän", tried)
