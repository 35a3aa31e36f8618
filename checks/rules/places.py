"""Rules of areas and occupations, and of the words that occupations are searched by."""

from __future__ import annotations

from assets.contracts.barometer import STAGED_TAXONOMY
from assets.contracts.places import EVERYDAY, OF_AF, SEARCH_WORDS
from assets.methods.taxonomy import GROUP, IN_USE, OCCUPATION, titles
from assets.reference.occupations import reporting_group_of, reporting_groups
from checks.result import WARNING
from checks.rules.base import CHECK_REFERENCE, Judgement, Rows, reconciliation
from checks.rules.expectation import Suite
from checks.rules.vocabulary import HIGHEST, LOWEST, contains_all, never_matches, never_null, rows_between, unique


@reconciliation(
    SEARCH_WORDS,
    STAGED_TAXONOMY,
    name="yrkesbenamningar_finns",
    severity=WARNING,
    why="Varje yrke i taxonomin går att söka i sin grupp, och inget vardagsord finns hos Arbetsförmedlingen bara i andra grupper.",
    action="Rätta assets/reference/vardagsord.csv, eller kontrollera assets/marts/places/search_words.py.",
    expected="alla yrken som gäller",
    rule=("exakt", tuple(reporting_group_of().items())),
)
def titles_are_words(made: Rows, taxonomy: Rows) -> Judgement:
    """Of the occupations in use."""
    words, group = made.read(), reporting_group_of()
    concepts = taxonomy.read(("tillstand", "=", IN_USE), ("typ", "in", [GROUP, OCCUPATION]), each={"typ": [OCCUPATION]})
    code = concepts[concepts["typ"] == GROUP].set_index("koncept_id")["kod"].str[:3].map(group)
    named = concepts[concepts["typ"] == OCCUPATION].assign(yrke_kod=lambda rows: rows["grupp_id"].map(code))
    shown = set(zip(words["yrke_kod"], words["ord"].str.casefold(), strict=True))
    faults = [
        f"{name} finns inte i {place}"
        for name, place in zip(named["namn"], named["yrke_kod"], strict=True)
        if not all((place, title.casefold()) in shown for title in titles(name))
    ]
    theirs = words[words["kalla"] == OF_AF].groupby(words["ord"].str.casefold())["yrke_kod"].agg(", ".join)
    ours = words[words["slag"] == EVERYDAY]
    faults += [
        f"{word} står i {place}, hos Arbetsförmedlingen i {theirs[word.casefold()]}"
        for word, place in zip(ours["ord"], ours["yrke_kod"], strict=True)
        if word.casefold() in theirs.index
    ]
    return Judgement(faults, {"yrken": len(named)}, f"{len(named)} yrken i taxonomin, {len(words)} sökord")


SUITES = (
    Suite(
        "mart.dim_geo",
        (
            never_null(
                "kommuner_i_delregion",
                "delregion_kod",
                "Varje kommun i länet hör till en delregion.",
                CHECK_REFERENCE,
                where="geo_niva == 'kommun'",
            ),
            unique("unika_namn", "geo_namn", "Två områden får inte ha samma namn.", CHECK_REFERENCE),
        ),
    ),
    Suite(
        "mart.dim_yrke",
        (
            rows_between(
                "antal_yrken",
                LOWEST,
                HIGHEST,
                "Yrkesgrupper på tre och fyra siffror, redovisningsgrupper, AF-yrkesområden och okänt är tillsammans "
                "{lagst}–{hogst} rader.",
                CHECK_REFERENCE,
            ),
            never_matches(
                "namn_utan_tecken",
                "yrke_namn",
                r"^\s|\s$|^$",
                "Ett yrkesnamn är aldrig tomt och har inga blanksteg i ändarna.",
                CHECK_REFERENCE,
            ),
            never_null(
                "yrkesfaltet_kant",
                "yrkesfalt",
                "Varje känt yrke hör till ett yrkesfält.",
                CHECK_REFERENCE,
                where="redovisningsgrupp.notna()",
            ),
        ),
    ),
    Suite(
        "mart.sokord",
        (
            contains_all(
                "alla_grupper_gar_att_soka",
                "yrke_kod",
                [group.code for group in reporting_groups()],
                "Varje redovisningsgrupp har minst ett sökord.",
                CHECK_REFERENCE,
            ),
            never_matches(
                "ord_utan_tecken",
                "ord",
                r"^\s|\s$|^$",
                "Ett sökord är aldrig tomt och har inga blanksteg i ändarna.",
                CHECK_REFERENCE,
            ),
        ),
    ),
)
