"""What is plausible of the ads, of the jobs that they are a part of, and of the skills that they name."""

from __future__ import annotations

from assets.contracts.ads import (
    COMPANY_LIST,
    EITHER_STAFFING,
    OF_EMPLOYERS,
    PREFIX_LIST,
    STAFFING_NAMES,
    STAFFING_NUMBERS,
)
from assets.methods.ads import MOST_POSTS, READVERTISED_DAYS
from assets.methods.coverage import LEAST_FACTOR, MOST_FACTOR
from assets.methods.quoted import in_swedish
from assets.methods.skills import LEAST_ADS, LEAST_NAMING, TOP
from assets.reference.areas import counties
from checks.result import WARNING
from checks.rules.base import FOLLOW_BACK, LOOK_AT_SOURCE
from checks.rules.expectation import Expectation, Suite
from checks.rules.scb import QUARTERS, known, of_size
from checks.rules.vocabulary import (
    HIGHEST,
    LOWEST,
    SHARE,
    between,
    contains_all,
    matches,
    never_null,
    not_less_than,
    values_between,
)

_FIELD_OF_OCCUPATION = "Kontrollera källans fält occupation_group."


_READER = "Kontrollera sources/arbetsformedlingen/ad_reader.py mot källans fält."


_CODES = (
    matches("ssyk4_form", "ssyk4", r"^\d{4}$", "Yrkeskoden är fyra siffror.", _READER),
    matches("kommun_form", "kommun_kod", r"^\d{4}$", "Kommunkoden är fyra siffror.", _READER),
)


_FROM_LIMIT = 0.001
"""How far from its limits a factor is that has not met them."""


_LIST = (
    "Jämför listan i assets/reference med arbetsgivarna i staged/annonser. Har listan blivit gammal ska den kompletteras; har "
    "källans fält ändrats ska läsaren rättas."
)
_SHARES = {
    "bemanningsnummer_rimliga": STAFFING_NUMBERS,
    "bemanningsnamn_rimliga": STAFFING_NAMES,
    "bemanning_rimlig": EITHER_STAFFING,
    "offentligt_agda_rimliga": COMPANY_LIST,
    "nummerserier_rimliga": PREFIX_LIST,
}
"""Check of how large a share of the ads a list matches → the list."""


def _squares(posts: str) -> Expectation:
    """The squared posts of a column of posts, beside them."""
    return not_less_than(
        "kvadraten_minst_platserna",
        f"{posts}_kvadrat",
        posts,
        "En annons har minst en plats, så platserna i kvadrat är aldrig färre än platserna.",
        FOLLOW_BACK,
    )


SUITES = (
    Suite(
        "staged.annonser",
        (
            never_null(
                "ssyk4_kand",
                "ssyk4",
                "Annonser utan yrke räknas på egen rad. Av alla kombinationer av månad, kommun och yrke får högst {resten} "
                "sakna yrke.",
                _FIELD_OF_OCCUPATION,
                SHARE,
                severity=WARNING,
            ),
            *_CODES,
            values_between(
                "manader_finns",
                "manad",
                12,
                None,
                "Minst tolv månader behövs för att jämföra ett helt år.",
                "Hämta fler arkiv: sänk KOMPETENS_ADS_FROM.",
            ),
        ),
        count_by=("manad", "lan_kod", "kommun_kod", "ssyk4"),
    ),
    Suite(
        "staged.annonser_oppna",
        (
            never_null(
                "ssyk4_kand",
                "ssyk4",
                "Annonser utan yrke räknas på egen rad. Av alla kombinationer av län, kommun och yrke får högst {resten} sakna "
                "yrke.",
                _FIELD_OF_OCCUPATION,
                SHARE,
                severity=WARNING,
            ),
            *_CODES,
        ),
        count_by=("lan_kod", "kommun_kod", "ssyk4"),
    ),
    Suite(
        "staged.lediga_jobb",
        (
            *of_size(
                "Lediga jobb (SCB) är aldrig negativa och i hela landet högst {hogst}.",
                "I hela landet finns minst {lagst} lediga jobb (SCB).",
            ),
            known("Undersökningens små celler redovisas inte; mer än {resten} är för många."),
            QUARTERS,
        ),
    ),
    Suite(
        "staged.kompetenser",
        (
            matches(
                "yrkesgruppen_har_form",
                "ssyk4",
                r"^\d{4}$",
                "Yrkeskoden är fyra siffror.",
                LOOK_AT_SOURCE,
                severity=WARNING,
            ),
            not_less_than(
                "hogst_alla_annonser",
                "annonser",
                "annonser_med",
                "En kompetens nämns i högst så många annonser som det finns.",
                FOLLOW_BACK,
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "mart.annonser",
        (
            between(
                "platser_rimliga",
                "annonserade_platser",
                1,
                HIGHEST,
                "Varje annons har minst en plats, och ingen rad har över {hogst}.",
                FOLLOW_BACK,
            ),
            not_less_than(
                "platser_minst_annonser",
                "annonserade_platser",
                "annonser",
                "En annons har minst en plats, så platserna är aldrig färre än annonserna.",
                FOLLOW_BACK,
            ),
            not_less_than(
                "taket_galler",
                "platser_rensade_utan_tak",
                "platser_rensade",
                "Med tak är platserna aldrig fler än utan.",
                FOLLOW_BACK,
            ),
            _squares("platser_rensade"),
            not_less_than(
                "aterannonserade_ar_foljda",
                "annonser_foljda",
                "annonser_aterannonserade",
                f"En återannonserad annons är en av dem som följts i {READVERTISED_DAYS} dagar, annars blir andelen över ett.",
                FOLLOW_BACK,
            ),
            not_less_than(
                "foljda_raknas_minst_en_gang",
                OF_EMPLOYERS,
                "annonser_foljda",
                "Varje följd annons är själv en av arbetsgivarens, annars blir medelfelet för litet.",
                FOLLOW_BACK,
            ),
            not_less_than(
                "samma_rubrik_ar_foljda",
                "annonser_foljda_med_rubrik",
                "annonser_samma_rubrik_igen",
                "En annons vars rubrik kommer igen är en av dem som följts.",
                FOLLOW_BACK,
            ),
            not_less_than(
                "slumpen_ger_hogst_alla",
                "annonser_foljda_med_rubrik",
                "vantade_samma_rubrik_igen",
                "Slumpen ger aldrig fler annonser med samma rubrik igen än de som följts.",
                FOLLOW_BACK,
            ),
        ),
    ),
    Suite(
        "mart.listtraffar",
        (
            between(
                "sektorlistan_traffar",
                "annonser_med_traff",
                1,
                None,
                "Utan de offentliga arbetsgivarnas nummerserier räknas alla annonser till privat sektor.",
                _LIST,
                where=f"lista == '{PREFIX_LIST}'",
            ),
            between(
                "bemanningsforetag_traffas",
                "annonser_med_traff",
                1,
                None,
                "Utan bemanningsföretagen är de rensade annonserna inte rensade.",
                _LIST,
                where=f"lista == '{EITHER_STAFFING}'",
            ),
            *(
                between(
                    name,
                    "andel",
                    LOWEST,
                    HIGHEST,
                    f"Listan {which} träffar brukar stå för mellan {{lagst}} och {{hogst}} av annonserna.",
                    _LIST,
                    severity=WARNING,
                    where=f"lista == '{which}'",
                )
                for name, which in _SHARES.items()
            ),
        ),
    ),
    Suite(
        "mart.annonser_bortrensade",
        (
            between(
                "platser_rimliga",
                "platser_i_annons",
                1,
                MOST_POSTS - 1,
                f"En annons räknas som minst en plats och som en när den anger {in_swedish(MOST_POSTS)} eller fler.",
                FOLLOW_BACK,
            ),
        ),
    ),
    Suite(
        "mart.annonser_lan",
        (
            _squares("platser_rensade"),
            not_less_than(
                "platser_minst_annonser",
                "platser_rensade",
                "annonser_rensade",
                "En annons har minst en plats, så platserna är aldrig färre än annonserna.",
                FOLLOW_BACK,
            ),
            contains_all(
                "annonser_i_varje_lan",
                "geo_kod",
                list(counties()),
                "Varje län har annonser. Saknas ett är varken länets eller rikets annonser kända, och signalerna prövas i färre län.",
                _READER,
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "mart.tackning",
        (
            between(
                "tackning_inom_granserna",
                "tackning",
                LEAST_FACTOR,
                MOST_FACTOR,
                f"Talet som rättar annonserade platser hålls mellan {in_swedish(LEAST_FACTOR)} och {in_swedish(MOST_FACTOR)}.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            between(
                "medelfel_inte_negativt",
                "medelfel",
                0,
                None,
                "Ett medelfel är aldrig negativt.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            between(
                "tackning_inte_i_taket",
                "tackning",
                LEAST_FACTOR + _FROM_LIMIT,
                MOST_FACTOR - _FROM_LIMIT,
                "Ett tal i taket eller golvet betyder att enkäten och annonserna mäter olika saker i den sektorn.",
                "Jämför lediga_jobb med annonserade_ute i tabellen tackning för den sektorn.",
                severity=WARNING,
                where=f"{LEAST_FACTOR} <= tackning <= {MOST_FACTOR}",
                may_lack_rows=True,
            ),
        ),
    ),
    Suite(
        "mart.annonser_oppna",
        (
            between(
                "platser_rimliga",
                "platser_i_oppna",
                1,
                HIGHEST,
                "Varje öppen annons har minst en plats, och ingen rad har över {hogst}.",
                FOLLOW_BACK,
            ),
            not_less_than(
                "platser_minst_annonser",
                "platser_i_oppna",
                "oppna_annonser",
                "En annons har minst en plats, så platserna är aldrig färre än de öppna annonserna.",
                FOLLOW_BACK,
            ),
            not_less_than(
                "rensade_ar_en_del",
                "platser_i_oppna",
                "platser_i_oppna_rensade",
                "De rensade annonsernas platser är en del av alla öppna annonsers.",
                FOLLOW_BACK,
            ),
            _squares("platser_i_oppna_rensade"),
            not_less_than(
                "rensade_platser_minst_annonser",
                "platser_i_oppna_rensade",
                "oppna_rensade",
                "En annons har minst en plats, så de rensade platserna är aldrig färre än annonserna.",
                FOLLOW_BACK,
            ),
        ),
    ),
    Suite(
        "mart.kompetenser",
        (
            between("andel_rimlig", "andel", 0, 1, "En andel ligger mellan 0 och 1.", FOLLOW_BACK, severity=WARNING),
            between(
                "annonser_racker",
                "annonser",
                LEAST_ADS,
                None,
                f"Bara yrkesgrupper med minst {LEAST_ADS} lästa annonser visas.",
                FOLLOW_BACK,
                severity=WARNING,
            ),
            between(
                "namns_av_flera",
                "annonser_med",
                LEAST_NAMING,
                None,
                f"Bara kompetenser som minst {LEAST_NAMING} annonser nämner visas.",
                FOLLOW_BACK,
                severity=WARNING,
            ),
            between(
                "hogst_tio",
                "rang",
                1,
                TOP,
                f"Högst {TOP} kompetenser visas för varje yrkesgrupp och område.",
                FOLLOW_BACK,
                severity=WARNING,
            ),
        ),
    ),
)
