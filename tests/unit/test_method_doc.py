"""docs/metod.md against the code: what it says is what is computed."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from reports.sheets.signal_name import NOT_PASSED, SIGNALS_COLUMN

from assets.contracts.assessment import AGREEMENT, SIGNALS
from assets.contracts.mismatch import MISMATCH
from assets.contracts.unemployed import OLD, YOUNG
from assets.methods import (
    VERSION,
    ads,
    aggregate,
    agreement,
    borrowing,
    certainty,
    coverage,
    employers,
    employment_change,
    known_pairs,
    matching,
    mismatch,
    mismatch_index,
    raking,
    rounding,
    then_and_now,
)
from assets.methods import signals as method
from assets.methods import standard_errors as errors
from assets.methods.quoted import in_swedish, part, spelled
from assets.methods.rounding import to_digits
from assets.reference import CUT_POINTS_VERSION, cut_points
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
        assert described[i.code] == [i.term, i.family, i.unit, "högt" if i.high_is_shortage else "lågt"]
        assert f"**`{i.code}`.**" in TEXT
    assert len(described) == len(method.INDICATORS)


def test_the_limits_are_the_frozen_ones():
    shown = {code: tuple(map(number, cells)) for code, cells in table("5. Poäng och gränser").items()}
    assert shown == {code: limits.points for code, limits in cut_points().items()}
    assert f"granser_v{CUT_POINTS_VERSION}.csv" in TEXT
    assert {limits.status for limits in cut_points().values()} == {"preliminär"}
    assert f"Metodens version är {VERSION}" in PLAIN


@pytest.mark.parametrize(
    "sentence",
    [
        ", ".join(f"{family} {swedish(weight)}" for family, weight in method.FAMILY_WEIGHTS.items()),
        f"minst {method.LEAST_INDICATORS} indikatorer ur minst {method.LEAST_FAMILIES} familjer är kända, minst {method.LEAST_OWN} av dem",
        f"viktmassan är minst {swedish(method.LEAST_MASS)}",
        f"| {method.CLEAR_SIGNS} | P minst {swedish(method.SHORTAGE, 1)} |",
        f"| {method.SOME_SIGNS} | P minst {swedish(method.SOME, 1)} |",
        f"| {method.SURPLUS_SIGNS} | P under {swedish(method.SURPLUS)}, och 0 poäng för både",
        f"högst {swedish(method.NEAR)} från {swedish(method.SHORTAGE, 1)}, {swedish(method.SOME, 1)} eller {swedish(method.SURPLUS)}",
        f"minst {mismatch.MIN_EMPLOYEES} anställda |",
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
        f"| eget vägt med länets | `vagd_med_lanet` | {swedish(method.PARTLY_OWN)} |",
        f"`galler_yrkesomradet` | {swedish(method.BORROWED, 1)} |",
        f"(lånat två gånger) | `galler_yrkesomradet` | {swedish(method.BORROWED_TWICE)} |",
        f"högst {ads.DUPLICATE_DAYS} dagar före",
        f"högst {ads.POSTS_CAP} platser; {swedish(ads.MOST_POSTS, 0)} platser eller fler",
        f"igen 1–{ads.READVERTISED_DAYS} dagar",
        f"minst {ads.LEAST_FOLLOWED} följda annonser",
        f"minst {ads.LEAST_FOLLOWED} följda och minst {ads.LEAST_EXPECTED} väntade annonser",
        f"1 − (1 − {ads.READVERTISED_DAYS} / d)^s",
        f"högst {ads.NEARBY_DAYS} dagar före eller efter, och d är dagarna i den tiden minus {ads.DUPLICATE_DAYS} för varje",
        f"θ · √({errors.OVERDISPERSION:.0f}/N + 1/U)",
        f"värdet · √({errors.OVERDISPERSION:.0f}/n)",
        f"(100/{method.CHANGE_YEARS}) · {swedish(errors.NOISE, 1)} · √(2 · celler) / E₁",
        f"√(s₁² + s₀²) / {method.CHANGE_YEARS}",
        f"c hålls inom {swedish(coverage.LEAST_FACTOR, 1)}–{coverage.MOST_FACTOR:.0f}",
        f"högst {swedish(coverage.MOST_VARIATION)}, annars rikets",
        f"Varje värde dras {swedish(certainty.DRAWS, 0)} gånger",
        f"medeltalet av {mismatch_index.NULL_DRAWS} dragningar",
        f"κ minst {swedish(agreement.LEAST_KAPPA)} med undre gräns över {swedish(agreement.LEAST_KAPPA_LOWER)}, och AUC minst "
        f"{swedish(agreement.LEAST_AUC)}",
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
        f"Varje värde får 0–{method.MOST_POINTS} poäng",
        f"De senaste {spelled(aggregate.WINDOW_MONTHS)} månader i följd",
        f"de senaste {spelled(coverage.QUARTERS)} kvartalen",
        f"felmarginalen delad med {swedish(coverage.TWO_SIDED_95)}",
        f"skiljer de mer än {spelled(100 * raking.LARGE_DIFFERENCE)} procent sägs det",
        f"plus {spelled(raking.COUNTY_SHARE)} gånger samma andel i länet",
        f"högst {swedish(raking.MAX_ITERATIONS, 0)} varv, relativt fel under {swedish(raking.TOLERANCE, 6)}",
        ", ".join(f"till {step} under {swedish(below, 0)}" for below, step in rounding.COARSE_STEPS[:-1])
        + f" och till {rounding.COARSE_STEPS[-1][1]} därover",
        f"α = {in_swedish(mismatch_index.ALPHAS['missmatchning_05'])}",
        f"Intervall på {in_swedish(agreement.INTERVAL_LEVEL, 'andel')} drar hela yrken om",
        f"drar hela yrken om, {swedish(certainty.DRAWS, 0)} gånger",
        f"färre än {agreement.LEAST_OCCUPATIONS} yrken",
        f"siffersumman modulo {agreement.FOLDS}",
        f'"{NOT_PASSED}" i stället för "{SIGNALS_COLUMN.term}"',
    ],
)
def test_the_rules_are_those_of_the_code(sentence: str):
    assert sentence in PLAIN


def test_the_points_of_certainty_are_those_of_the_code():
    """Just at and just under each limit of the page, the other parts at their best."""
    best = {"mass": 0.8, "kept": 0.9, "employees": 500, "register_months": 18}
    assert "| viktmassa | minst 0,8 | minst 0,6 |" in TEXT
    assert "| klassen står kvar | minst 0,9 | minst 0,7 |" in TEXT
    assert "| anställda | minst 500 | minst 150 |" in TEXT
    assert "högst 18 månader" in TEXT
    assert "6 eller 7 är hög, 4 eller 5 medel, 2 eller 3 låg" in PLAIN

    def level(**changed: float) -> int:
        return int(certainty.certainty(**{**best, **changed})[0])

    assert level() == 0
    assert level(mass=0.79, register_months=19) == level(kept=0.89, employees=499) == level(mass=0.59) == 1
    assert level(mass=0.59, kept=0.69) == level(employees=149, mass=0.59) == 2


def test_the_worked_occupation_adds_up():
    rows = table("9. Ett yrke räknat för hand")
    codes = [i.code for i in method.INDICATORS]
    assert list(rows) == codes
    values, spread, points, shares = (np.array([number(rows[c][at]) for c in codes]) for at in range(4))
    for i, value, point in zip(method.INDICATORS, values, points, strict=True):
        assert method.indicator_points(value, cut_points()[i.code].points, i.high_is_shortage) == point
    found = method.shortage_score(points, shares)
    assert f"= {swedish(float(found.score))}\n" in TEXT
    assert f"= {swedish(float(found.mass))}\n" in TEXT
    assert f"17 / 7 = {swedish(float(found.equal))}" in TEXT
    assert method.rated(found)
    level, reason = certainty.certainty(found.mass, 0.869, 3445, 21)
    assert f'tillsammans 5: {certainty.LEVELS[int(level)]}, skäl "{certainty.REASONS[int(reason)]}"' in PLAIN
    assert to_digits(errors.ad_rate_error(values[1], 503).item(), 3) == spread[1]
    assert to_digits(errors.unemployment_rate_error(values[3], 432.4).item(), 2) == to_digits(spread[3], 2)
    assert to_digits(errors.growth_error(3445, 14 * 2, method.CHANGE_YEARS).item(), 3) == spread[6]
    assert to_digits(3445 * 2703 / 20109) == 463
    assert "inte statistik om Sverige" in TEXT


def test_every_measure_of_the_tables_and_the_checks_name_is_there():
    shown = {c.name for c in MISMATCH.columns if c.unit in ("kvot", "andel") or "forandring" in c.name}
    assert [name for name in shown if f"`{name}`" not in TEXT] == []
    assert all(f"`{basis}`" in TEXT for basis in SIGNALS.column("grund").allowed)
    assert f"mart.{AGREEMENT.name}" in TEXT
    assert "`signalerna_provade`" in TEXT
    assert "signalerna_provade" in {r.spec.name for r in RECONCILIATIONS}


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
