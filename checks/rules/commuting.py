"""Rules of the commuting."""

from __future__ import annotations

from assets.contracts.commuting import COMMUTING_FLOWS
from checks.result import STOPPING
from checks.rules.base import FOLLOW_BACK, Judgement, Rows, reconciliation
from checks.rules.expectation import Suite
from checks.rules.scb import EVERY_SEX, YEARS, known, of_size
from checks.rules.vocabulary import HIGHEST, always_null, between, never_null


@reconciliation(
    COMMUTING_FLOWS,
    name="pendling_summerar",
    severity=STOPPING,
    why="Kommunernas och delregionernas flöden blir tillsammans lika många, och lika många är skyddade.",
    action="Kontrollera assets/marts/commuting/commuting.py och delregionernas kommuner i assets/reference.",
    expected="exakt lika",
    rule=("exakt",),
)
def municipal_flows_make_the_delregioners(commuting: Rows) -> Judgement:
    """By sex and year."""
    frame = commuting.read(each={"geo_niva": ["kommun", "delregion"]})
    counts = ["minst", "skyddade_floden"]
    sums = frame.groupby(["kon", "ar", "geo_niva"])[counts].sum().astype("float64").unstack("geo_niva")
    faults = [
        f"{sex} {year}: {name} {row[name, 'kommun']:.0f} mellan kommuner, {row[name, 'delregion']:.0f} mellan delregioner"
        for (sex, year), row in sums.iterrows()
        for name in counts
        if row[name, "kommun"] != row[name, "delregion"]
    ]
    return Judgement(
        faults,
        {"flöden": int(frame.loc[frame["geo_niva"] == "kommun", "minst"].count())},
        f"{sums['minst', 'kommun'].sum():.0f} i de flöden som visas, kvinnor, män och båda",
    )


SUITES = (
    Suite(
        "staged.pendling",
        (
            *of_size(
                "Mellan två kommuner pendlar högst {hogst} (flest arbetar i den egna), och antal är aldrig negativa.",
                "I länets största kommun bor och arbetar minst {lagst}.",
            ),
            known("Källan redovisar inte små strömmar, omkring var fjärde cell; mer än {resten} är för många."),
            YEARS,
            EVERY_SEX,
        ),
    ),
    Suite(
        "mart.pendling",
        (
            between(
                "minst_rimligt",
                "minst",
                0,
                HIGHEST,
                "Ett flöde är aldrig negativt och aldrig större än alla som arbetar i ett län, högst {hogst}.",
                FOLLOW_BACK,
            ),
            never_null(
                "status_nar_tal_saknas",
                "status",
                "Ett flöde som saknas har källans tecken, en summa som saknas har 'del saknas'.",
                "Rätta assets/marts/commuting/commuting.py.",
                where="varde.isna()",
                may_lack_rows=True,
            ),
            always_null(
                "skyddat_har_inget_tal",
                "varde",
                "En summa där minst ett flöde är skyddat visas inte som hel.",
                "Rätta assets/marts/commuting/commuting.py.",
                where="skyddade_floden > 0",
                may_lack_rows=True,
            ),
        ),
    ),
)
