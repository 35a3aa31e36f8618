"""Source tables of education and of how it matches the work."""

from __future__ import annotations

from sources.catalogue.common import AREAS, BY_SEX, CKM_NOTE, COUNTIES, FROM_SCB, JUNE, SINGLE_AGES, YEARS
from sources.catalogue.entry import Choice, Classification, Labelled, Periods, PxTable, PxVariable, Turn

_MATCHED = PxVariable(
    "ContentsCode",
    {
        "000008QQ": "helt matchade",
        "000008QP": "delvis matchade",
        "000008QR": "inte matchade",
        "000008QS": "uppgift saknas",
        "000008QT": "befolkning",
    },
    "matt",
    meaning="Vad som räknas: befolkningen, eller hur de sysselsatta matchar sin utbildning",
)

_ALL_INDUSTRIES = PxVariable("SNI2007", {"A-U": "alla"}, classification=Classification.SNI)

_EDUCATION_GROUP = PxVariable(
    "Utbildning",
    Choice.OFFERED,
    "utbildningsgrupp",
    "vs_UtbildningsgruppE2-3N1-2",
    classification=Classification.EDUCATION_GROUP,
)

_GROUP = "Alla, efter kön eller efter födelseland"
_MATCHING_BY_SEX = PxVariable(
    "KonAlderFodelseland", Labelled({"totalt": "totalt", "kvinnor": "kvinnor", "män": "män"}), "grupp", meaning=_GROUP
)

_BORN = PxVariable(
    "KonAlderFodelseland",
    Labelled({"inrikes föd": "inrikes födda", "utrikes föd": "utrikes födda"}),
    "grupp",
    meaning=_GROUP,
)

_MUNICIPALITIES_CKM = PxVariable("Region", Choice.MUNICIPALITIES, "region_kod", "vs_CKM03Kommun")

_COUNTIES_CKM = PxVariable("Region", Choice.EVERY_COUNTY, "region_kod", "vs_CKM02Län")

_NATION_CKM = PxVariable("Region", Choice.NATION, "region_kod", "vs_CKM01Riket")

SCB_MATCHING = PxTable(
    dataset="scb_tab6929",
    staged="matchning",
    sex="Kolumnen grupp, som också har födelseland.",
    title="Befolkningen 20–69 år efter utbildningsgrupp och matchning mellan utbildning och yrke",
    register="Regionala matchningsindikatorer",
    table_id="TAB6929",
    search=("RegionInd19E3CKMNy",),
    first_period="2019",
    why="Utbud: hur många som har utbildningen i varje kommun, och hur många av dem som arbetar i ett matchande yrke.",
    without="Utbildningsgrupper och matchning visas inte.",
    unverified="Koderna för kön och födelseland väljs efter namn när den hämtas. Finns inte födelseland utelämnas det.",
    note=CKM_NOTE,
    variables=(_MUNICIPALITIES_CKM, _EDUCATION_GROUP, _ALL_INDUSTRIES, _MATCHING_BY_SEX, _MATCHED, YEARS),
    further=(
        Turn((_COUNTIES_CKM,)),
        Turn((_NATION_CKM,)),
        Turn((_BORN,), optional=True),
        Turn((_COUNTIES_CKM, _BORN), optional=True),
        Turn((_NATION_CKM, _BORN), optional=True),
    ),
    **FROM_SCB,
    **JUNE,
)

_EDUCATION_LEVEL = PxVariable("Utbildning", Choice.OFFERED, "utbildningsniva", "vs_Utbildningsnivå19RMI")

SCB_MATCHING_BY_LEVEL = PxTable(
    dataset="scb_tab6929_niva",
    staged="matchning_niva",
    sex="Kolumnen grupp.",
    title="Befolkningen 20–69 år efter utbildningsnivå och matchning mellan utbildning och yrke",
    register="Regionala matchningsindikatorer",
    table_id="TAB6929",
    search=("RegionInd19E3CKMNy",),
    first_period="2019",
    why="Samtliga utbildningar tillsammans, att jämföra grupperna med. Nivåer och grupper är två indelningar av samma "
    "personer och läggs aldrig ihop.",
    without="Matchningen jämförs inte med samtliga utbildningar.",
    unverified="Koderna för kön väljs efter namn när den hämtas.",
    note=CKM_NOTE,
    variables=(_MUNICIPALITIES_CKM, _EDUCATION_LEVEL, _ALL_INDUSTRIES, _MATCHING_BY_SEX, _MATCHED, YEARS),
    further=(Turn((_COUNTIES_CKM,)), Turn((_NATION_CKM,))),
    **FROM_SCB,
    **JUNE,
)

SCB_EDUCATION_LEVEL = PxTable(
    dataset="scb_tab3981",
    staged="utbildningsniva",
    title="Befolkning 16–74 år efter kommun, utbildningsnivå och kön",
    register="Utbildningsregistret",
    table_id="TAB3981",
    search=("UF0506B Utbildning",),
    first_period="1985",
    why="Utbud: befolkningens utbildningsnivå över tid.",
    without="Utbildningsnivån över tid visas inte.",
    note="En kommun som inte fanns ett år har 0 i källan. Från 2025 störd med små tal (CKM).",
    variables=(
        AREAS,
        PxVariable("UtbildningsNiva", Choice.OFFERED, "utbildningsniva"),
        PxVariable("Alder", {"tot16-74": "16–74 år"}),
        BY_SEX,
        PxVariable("ContentsCode", {"UF0506A1": "befolkning"}),
        PxVariable("Tid", Periods(newest=15), "ar"),
    ),
    **FROM_SCB,
    **JUNE,
)

SCB_LEVEL_BY_AGE = PxTable(
    dataset="scb_tab3981_alder",
    staged="utbildningsniva_alder",
    title="Befolkning 16–74 år efter utbildningsnivå, ålder och kön, riket och länet",
    register="Utbildningsregistret",
    table_id="TAB3981",
    search=("UF0506B Utbildning",),
    first_period="1985",
    why="Framtida utbud: hur utbildningsnivån ändras när de som är unga i dag blir äldre.",
    without="Utbildningsnivåerna framskrivs inte efter ålder, som jämförelse med utbildningsgruppernas flöden.",
    note="Från 2025 störd med små tal (CKM).",
    variables=(
        PxVariable("Region", Choice.NATION_AND_COUNTY, "region_kod"),
        PxVariable("UtbildningsNiva", Choice.OFFERED, "utbildningsniva"),
        SINGLE_AGES,
        BY_SEX,
        PxVariable("ContentsCode", {"UF0506A1": "befolkning"}),
        PxVariable("Tid", Periods(newest=13), "ar"),
    ),
    **FROM_SCB,
    **JUNE,
)

SCB_EDUCATION_FLOWS = PxTable(
    dataset="scb_tab6928",
    staged="utbildningsfloden",
    sex="Kolumnen grupp.",
    title="Utbildningsgruppernas flöden per kommun: examinerade, flyttare, åldrande (RMI)",
    register="Regionala matchningsindikatorer",
    table_id="TAB6928",
    search=("utbildningsgrupp flöden region",),
    why="Framtida utbud: hur många som tillkommer och försvinner i varje utbildningsgrupp och kommun.",
    without="Tillflödet per kommun visas inte.",
    unverified="Koderna är lästa ur andras program. Summan prövas: befolkning första året + nettot = andra året.",
    note=CKM_NOTE,
    variables=(
        PxVariable("Region", Choice.AREAS, "region_kod"),
        PxVariable("Utbildngrupp", Choice.OFFERED, "utbildningsgrupp", classification=Classification.EDUCATION_GROUP),
        PxVariable("KonAlderFodelseland", Labelled({"totalt": "totalt"}), "grupp", meaning=_GROUP),
        PxVariable(
            "ContentsCode",
            {
                "000008QG": "befolkning första året",
                "000008QH": "befolkning andra året",
                "000008QI": "netto",
                "000008QL": "inflyttade",
                "000008QM": "utflyttade",
                "000008QN": "examinerade",
                "000008QO": "vidareutbildade",
            },
            "matt",
            meaning="Befolkningen två år i rad, och vad som ändrat den",
        ),
        PxVariable("Tid", Periods(newest=5), "period"),
    ),
    further=(
        Turn(
            (PxVariable("KonAlderFodelseland", Labelled({"kvinnor": "kvinnor", "män": "män"}), "grupp"),),
            optional=True,
        ),
    ),
    **FROM_SCB,
    **JUNE,
)

_EDUCATION_BY_COUNTY = PxVariable(
    "Utbildning", Choice.OFFERED, "utbildningsgrupp", classification=Classification.EDUCATION_GROUP
)

_NOT_THE_SAME = (
    "Andras program läser tabellen med annat innehåll (arbetskraftsdeltagande, pendling) och variabeln Utbildngrupp. Finns "
    "inte de namn som söks hämtas den inte."
)

SCB_GRADUATES = PxTable(
    dataset="scb_tab6368",
    staged="examinerade",
    title="Examinerade efter län, utbildningsgrupp och kön (RMI U1b)",
    register="Regionala matchningsindikatorer",
    table_id="TAB6368",
    search=("U1bN1",),
    first_period="2019",
    why="Framtida utbud: hur många som tar examen i varje utbildningsgrupp.",
    without="Tillflödet av examinerade visas inte.",
    unverified=_NOT_THE_SAME,
    variables=(
        COUNTIES,
        _EDUCATION_BY_COUNTY,
        BY_SEX,
        PxVariable("ContentsCode", Labelled({"Examinerade": "examinerade"})),
        YEARS,
    ),
    **FROM_SCB,
    **JUNE,
)

SCB_ESTABLISHED = PxTable(
    dataset="scb_tab6369",
    staged="etablerade",
    title="Etablerade på arbetsmarknaden efter examen, efter län, utbildningsgrupp och kön (RMI U2)",
    register="Regionala matchningsindikatorer",
    table_id="TAB6369",
    search=("U2N1",),
    first_period="2019",
    why="Framtida utbud: hur många av de examinerade som får arbete.",
    without="Etableringen efter examen visas inte.",
    unverified=_NOT_THE_SAME,
    variables=(
        COUNTIES,
        _EDUCATION_BY_COUNTY,
        BY_SEX,
        PxVariable(
            "ContentsCode",
            Labelled({"Etablerade": "etablerade", "Examinerade": "examinerade"}),
            "matt",
            meaning="Etablerade eller alla examinerade",
        ),
        YEARS,
    ),
    **FROM_SCB,
    **JUNE,
)
