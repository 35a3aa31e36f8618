"""Contracts of SCB's tables as they are staged."""

from __future__ import annotations

from assets.contracts.columns import (
    AGE,
    BOTH_SEXES,
    EDUCATION_GROUP,
    EDUCATION_LEVEL,
    INDUSTRY_COLUMN,
    JOBS_VALUE,
    MATCHED,
    MATCHED_GROUP,
    MONTH_COLUMN,
    NOVEMBER,
    PERIOD,
    REGION_COLUMN,
    SECTOR_COLUMN,
    SEX_COLUMN,
    SHARE_VALUE,
    SSYK3_COLUMN,
    SSYK4_COLUMN,
    VALUE,
    WHERE_COUNTED,
    YEAR,
    text,
)
from assets.contracts.model import Column, TableContract
from assets.contracts.underlag import SCB, SCB_2014, SCB_2019, SCB_AGE


def _staged(
    dataset: str,
    name: str,
    title: str,
    columns: tuple[Column, ...],
    value: tuple[Column, ...] = VALUE,
    sex: str = "Kolumnen kon.",
) -> TableContract:
    """The staged table of a PxWeb table: its cells are named by the columns, which are also the key."""
    return TableContract(
        name,
        "staged",
        title,
        "Källans svar med egna kolumnnamn: en rad per värde, värde och status åtskilda.",
        " × ".join(column.name for column in columns) + ", som i källan",
        tuple(column.name for column in columns),
        (*columns, *value),
        (dataset,),
        sex=sex,
        may_be_empty=dataset != SCB,
        published=False,
    )


_OCCUPATION = (REGION_COLUMN, SSYK3_COLUMN, BOTH_SEXES, NOVEMBER)

_OCCUPATION4 = (REGION_COLUMN, SSYK4_COLUMN, BOTH_SEXES, NOVEMBER)

STAGED_EMPLOYEES = _staged(SCB, "anstallda", "Anställda efter kommun, yrke och kön (Yrkesregistret)", _OCCUPATION)

STAGED_PX: tuple[TableContract, ...] = (
    STAGED_EMPLOYEES,
    _staged(SCB_2019, "anstallda_2019", "Anställda efter kommun, yrke och kön 2019–2021 (RAMS)", _OCCUPATION),
    _staged(SCB_2014, "anstallda_2014", "Anställda efter kommun, yrke och kön 2014–2018 (RAMS)", _OCCUPATION),
    _staged("scb_yreg60bas", "anstallda_ssyk4", "Anställda efter län, yrke på fyra siffror och kön", _OCCUPATION4),
    _staged(
        "scb_yreg60n", "anstallda_ssyk4_2019", "Anställda efter län och yrke på fyra siffror 2019–2021", _OCCUPATION4
    ),
    _staged(
        "scb_yreg60", "anstallda_ssyk4_2014", "Anställda efter län och yrke på fyra siffror 2014–2018", _OCCUPATION4
    ),
    _staged(
        "scb_yreg54bas",
        "anstallda_alder_riket",
        "Anställda i riket efter yrke, ålder och kön",
        (SSYK4_COLUMN, AGE, BOTH_SEXES, NOVEMBER),
    ),
    _staged(
        SCB_AGE,
        "anstallda_alder",
        "Anställda efter kommun, yrke, ålder och kön",
        (REGION_COLUMN, SSYK3_COLUMN, AGE, BOTH_SEXES, NOVEMBER),
    ),
    _staged(
        "scb_tab4436",
        "anstallda_naringsgren",
        "Anställda efter kommun, yrke, näringsgren och kön",
        (REGION_COLUMN, SSYK3_COLUMN, INDUSTRY_COLUMN, BOTH_SEXES, NOVEMBER),
    ),
    _staged(
        "scb_tab6929",
        "matchning",
        "Befolkning och matchning efter utbildningsgrupp",
        (REGION_COLUMN, EDUCATION_GROUP, MATCHED_GROUP, MATCHED, YEAR),
        sex="Kolumnen grupp, som också har födelseland.",
    ),
    _staged(
        "scb_tab6929_niva",
        "matchning_niva",
        "Befolkning och matchning efter utbildningsnivå",
        (REGION_COLUMN, EDUCATION_LEVEL, MATCHED_GROUP, MATCHED, YEAR),
        sex="Kolumnen grupp.",
    ),
    _staged(
        "scb_tab3981",
        "utbildningsniva",
        "Befolkning efter utbildningsnivå och kön",
        (REGION_COLUMN, EDUCATION_LEVEL, BOTH_SEXES, YEAR),
    ),
    _staged(
        "scb_tab2597",
        "sysselsatta_sektor",
        "Sysselsatta efter sektor och kön, per månad",
        (REGION_COLUMN, SEX_COLUMN, SECTOR_COLUMN, WHERE_COUNTED, MONTH_COLUMN),
    ),
    _staged(
        "scb_tab3784",
        "sysselsatta_naringsgren",
        "Sysselsatta efter näringsgren och kön, per månad",
        (REGION_COLUMN, SEX_COLUMN, INDUSTRY_COLUMN, WHERE_COUNTED, MONTH_COLUMN),
    ),
    _staged(
        "scb_tab6260",
        "arbetsmarknadsstatus",
        "Befolkningen efter arbetsmarknadsstatus, ålder och kön, per månad",
        (
            REGION_COLUMN,
            SEX_COLUMN,
            AGE,
            text("matt", "Arbetsmarknadsstatus", allowed=("sysselsatta", "arbetslösa", "utanför arbetskraften")),
            MONTH_COLUMN,
        ),
    ),
    _staged(
        "scb_tab1830",
        "pendling",
        "Sysselsatta efter bostadskommun, arbetsställekommun och kön",
        (
            text("bostad_kod", "Kommunen där man bor"),
            text("arbete_kod", "Kommunen där man arbetar"),
            SEX_COLUMN,
            YEAR,
        ),
    ),
    _staged(
        "scb_tab6008",
        "framskriven_folkmangd",
        "Framskriven folkmängd efter ålder och kön",
        (REGION_COLUMN, BOTH_SEXES, AGE, YEAR),
    ),
    _staged(
        "scb_tab638",
        "folkmangd_till_2024",
        "Folkmängd efter ålder och kön till och med 2024",
        (REGION_COLUMN, AGE, BOTH_SEXES, YEAR),
    ),
    _staged(
        "scb_tab5557", "folkmangd", "Folkmängd efter ålder och kön från 2025", (REGION_COLUMN, AGE, SEX_COLUMN, YEAR)
    ),
    *(
        _staged(
            dataset,
            name,
            title,
            (
                text("riksomrade", "Källans kod för den del av landet (NUTS 2) som länet ligger i"),
                SECTOR_COLUMN,
                SSYK4_COLUMN,
                SEX_COLUMN,
                text("matt", "Månadslön i kronor, eller antal anställda", allowed=("månadslön", "antal anställda")),
                YEAR,
            ),
        )
        for dataset, name, title in (
            ("scb_tab5696", "loner", "Månadslön efter riksområde, sektor, yrke och kön"),
            ("scb_tab4262", "loner_2014", "Månadslön efter riksområde, sektor, yrke och kön 2014–2022"),
        )
    ),
    _staged(
        "scb_lediga_jobb",
        "lediga_jobb",
        "Lediga jobb (SCB) efter län och sektor, per kvartal",
        (
            REGION_COLUMN,
            SECTOR_COLUMN,
            text(
                "matt", "Lediga jobb, eller källans osäkerhetsmarginal", allowed=("lediga jobb", "osäkerhetsmarginal")
            ),
            text("kvartal", "Kvartal, ÅÅÅÅKN"),
        ),
        value=JOBS_VALUE,
        sex="Lediga jobb har inget kön.",
    ),
    _staged(
        "scb_jobbinfloden",
        "jobbinfloden",
        "Jobbinflöden efter län, näringsgren och kön",
        (
            REGION_COLUMN,
            INDUSTRY_COLUMN,
            BOTH_SEXES,
            text("matt", "Vilka som räknas", allowed=("nya sysselsatta", "jobbytare", "jobbinflöde")),
            PERIOD,
        ),
    ),
    _staged(
        "scb_tab6928",
        "utbildningsfloden",
        "Utbildningsgruppernas flöden per kommun",
        (
            REGION_COLUMN,
            EDUCATION_GROUP,
            MATCHED_GROUP,
            text(
                "matt",
                "Befolkningen två år i rad, och vad som ändrat den",
                allowed=(
                    "befolkning första året",
                    "befolkning andra året",
                    "netto",
                    "inflyttade",
                    "utflyttade",
                    "examinerade",
                    "vidareutbildade",
                ),
            ),
            PERIOD,
        ),
        sex="Kolumnen grupp.",
    ),
    _staged(
        "scb_tab6368",
        "examinerade",
        "Examinerade efter län, utbildningsgrupp och kön",
        (REGION_COLUMN, EDUCATION_GROUP, BOTH_SEXES, YEAR),
    ),
    _staged(
        "scb_tab6369",
        "etablerade",
        "Etablerade efter examen, efter län, utbildningsgrupp och kön",
        (
            REGION_COLUMN,
            EDUCATION_GROUP,
            BOTH_SEXES,
            text("matt", "Etablerade eller alla examinerade", allowed=("etablerade", "examinerade")),
            YEAR,
        ),
    ),
    _staged(
        "scb_tab5457",
        "forsorjningskvot",
        "Demografisk försörjningskvot efter kommun",
        (REGION_COLUMN, YEAR),
        value=SHARE_VALUE,
        sex="Kvoten delas inte på kön.",
    ),
)
