"""The contract of every table: one description that everything else is derived from.

From a contract come the Arrow schema and Parquet field metadata, the contract check, the DuckDB comments, the
generated data catalogue and the sheets Noter and Ordlista. A column is described here and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal

import pyarrow as pa

from assets.methods.certainty import LEVELS
from assets.methods.employers import LEAST_EMPLOYERS, SECTORS
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.methods.mismatch_index import NULL_DRAWS
from assets.methods.signals import CLASSES, FAMILY_WEIGHTS, INDICATORS

Layer = Literal["staged", "mart"]

OBSERVED, COMPUTED = "observerad", "raknad"
BASES = (OBSERVED, COMPUTED)
SPREAD, WITH_COUNTY, FROM_COUNTY, FROM_NATION = "fordelad", "vagd_med_lanet", "lanad_lan", "lanad_riket"
OF_AREA = "galler_yrkesomradet"
REPORTING_GROUP = "redovisningsgrupp"
SEXES = ("totalt", "kvinnor", "män")
GEO_LEVELS = ("riket", "lan", "delregion", "kommun")
UNKNOWN = "okänt"
NO_MUNICIPALITY = "kommun_saknas"
NO_SOUGHT_OCCUPATION = "Sökt yrke saknas"
"""The unknown AF-yrkesområde among the registered unemployed, in readers' words."""


@dataclass(frozen=True)
class Column:
    """One column: Arrow type, Swedish description, unit, whether null may occur, allowed codes."""

    name: str
    type: pa.DataType
    description: str
    unit: str = ""
    nullable: bool = False
    allowed: tuple[str, ...] = ()
    term: str = ""
    """Heading for readers; a column without one is not shown in reports."""
    levels: tuple[str, ...] = ()
    """Which readers' tables show the column: levels of occupation, or of area for municipalities."""
    dated: str = ""
    """What follows the term in a heading, with the row's own columns in braces."""
    coarse: bool = False
    """Shown to readers rounded to 5, 10 or 50 persons."""


@dataclass(frozen=True)
class TableContract:
    """One table: what a row is, what identifies it, where it comes from, what a reader must know."""

    name: str
    layer: Layer
    title: str
    description: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    sources: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    sex: str = "Kolumnen kon."
    """Where sex is found, or why the table has no sex."""
    version: int = 1
    may_be_empty: bool = False
    """Its source may be missing without anything else stopping."""
    published: bool = field(default=True)

    @property
    def asset_key(self) -> tuple[str, str]:
        """Layer and name, as shown in the lineage."""
        return (self.layer, self.name)

    @property
    def id(self) -> str:
        """``layer.name``, unique over all tables."""
        return f"{self.layer}.{self.name}"

    @property
    def schema(self) -> pa.Schema:
        """Arrow schema with the descriptions as field metadata."""
        fields = [
            pa.field(c.name, c.type, c.nullable, {"beskrivning": c.description, "enhet": c.unit}) for c in self.columns
        ]
        metadata = {"titel": self.title, "beskrivning": self.description, "kalla": ", ".join(self.sources)}
        return pa.schema(fields, metadata)

    @property
    def digest(self) -> str:
        """SHA-256 of everything the contract promises; a changed contract makes old check results void."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    def column(self, name: str) -> Column:
        """The column with that name.

        Raises:
            KeyError: there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.id} saknar kolumnen {name}")

    def conform(self, table: pa.Table) -> pa.Table:
        """The same rows with exactly the contract's columns, in key order and with its metadata.

        Raises:
            ValueError: a column is missing or unknown, or a value does not fit its type.
        """
        names, expected = set(table.column_names), [c.name for c in self.columns]
        if names != set(expected):
            missing, extra = sorted(set(expected) - names), sorted(names - set(expected))
            raise ValueError(f"{self.id}: kolumner saknas {missing}, kolumner utanför kontraktet {extra}")
        try:
            cast = table.select(expected).cast(pa.schema([pa.field(c.name, c.type) for c in self.columns]))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError) as error:
            raise ValueError(f"{self.id}: ett värde passar inte kontraktets typ ({error})") from error
        ordered = cast.sort_by([(name, "ascending") for name in self.key])
        return ordered.replace_schema_metadata(self.schema.metadata).cast(self.written_schema)

    @property
    def written_schema(self) -> pa.Schema:
        """The schema as it is written: a null where there should be none is for the contract check to find and name."""
        return pa.schema([f.with_nullable(True) for f in self.schema], self.schema.metadata)


def metadata_json(contract: TableContract) -> str:
    """The contract's text as JSON, for file metadata."""
    return json.dumps(
        {"tabell": contract.name, "rad": contract.grain, "nyckel": contract.key, "version": contract.version},
        ensure_ascii=False,
    )


def _text(name: str, description: str, **more: object) -> Column:
    return Column(name, pa.string(), description, **more)  # type: ignore[arg-type]


def _count(name: str, description: str, unit: str = "personer", **more: object) -> Column:
    return Column(name, pa.int64(), description, unit, **more)  # type: ignore[arg-type]


def _number(name: str, description: str, unit: str, **more: object) -> Column:
    return Column(name, pa.float64(), description, unit, nullable=True, **more)  # type: ignore[arg-type]


GEO = (
    _text("geo_niva", "Geografisk nivå", allowed=GEO_LEVELS),
    _text(
        "geo_kod",
        "Områdets kod: 00 för riket, två siffror för län, fyra för kommun, namn utan å, ä och ö för delregion",
        term="Områdeskod",
    ),
    _text("geo_namn", "Områdets namn", term="Område"),
)
VALUE = (
    _count("varde", "Antal; tomt när uppgiften saknas, aldrig 0 i stället för saknad uppgift", nullable=True),
    _text(
        "status",
        "Varför värdet saknas: källans tecken (.. saknas eller skyddad, <5 skyddad) eller 'del saknas' när minst en del "
        "av summan saknas; tomt när värdet finns",
        nullable=True,
    ),
)
JOBS_VALUE = (
    _count("varde", "Antal jobb; tomt när uppgiften saknas, aldrig 0 i stället", "jobb", nullable=True),
    VALUE[1],
)
SHARE_VALUE = (_number("varde", "Källans tal; tomt när det saknas", "kvot"), VALUE[1])
BASIS = _text(
    "grund", "Hur värdet är framtaget: observerad i källan eller räknad som summa av observerade", allowed=BASES
)
SSYK3_COLUMN = _text("ssyk3", "Yrkesgrupp enligt SSYK 2012, tre siffror; 0002 är yrke okänt", term="SSYK-kod")
AREA_COLUMN = _text("af_yrkesomrade", "Arbetsförmedlingens yrkesområde (kod), eller 'okänt'", term="Områdets kod")
MONTH_COLUMN = _text("manad", "Månad, ÅÅÅÅ-MM")
SEX_COLUMN = _text("kon", "Kön", allowed=SEXES)

WINDOW = (
    _text("period_fran", "Första månad för annonser och inskrivna arbetslösa"),
    _text("period_till", "Sista månad för annonser och inskrivna arbetslösa"),
)
REMARK = _text("anmarkning", "Varför ett tal saknas eller ska läsas med försiktighet", nullable=True, term="Anmärkning")


def _employed(levels: tuple[str, ...]) -> tuple[Column, ...]:
    """Employees in November, in all and by sex."""
    more: dict[str, Any] = {"nullable": True, "levels": levels}
    return (
        _count(
            "anstallda",
            "Anställda med arbetsplats i området",
            term="Anställda",
            dated="november {ar_anstallda}",
            **more,
        ),
        _count("anstallda_kvinnor", "Anställda kvinnor", term="Kvinnor", **more),
        _count("anstallda_man", "Anställda män", term="Män", **more),
        _number("andel_kvinnor", "Kvinnornas andel av de anställda", "andel", term="Andel kvinnor", levels=levels),
    )


def _advertised(levels: tuple[str, ...]) -> tuple[Column, ...]:
    """Ads and their posts in the window."""
    more: dict[str, Any] = {"nullable": True, "levels": levels}
    return (
        _count(
            "annonser",
            "Annonser publicerade under perioden, utan dubbletter och bemanningsföretag",
            "annonser",
            term="Annonser",
            **more,
        ),
        _count(
            "annonserade_platser",
            "Platser i dessa annonser, högst 10 per annons",
            "platser",
            term="Annonserade platser",
            **more,
        ),
    )


def _posts_rate(levels: tuple[str, ...]) -> Column:
    return _number(
        "platser_per_100_anstallda",
        "Annonserade platser under tolv månader per 100 anställda",
        "platser per 100 anställda",
        term="Platser per 100 anställda",
        levels=levels,
    )


def _registered(levels: tuple[str, ...]) -> tuple[Column, ...]:
    """Registered unemployed as the mean of the window's months, in all and by sex."""
    total = "Inskrivna arbetslösa (öppet arbetslösa och i program), medeltal av periodens månader"
    return (
        _number("inskrivna_arbetslosa", total, "personer", term="Inskrivna arbetslösa", levels=levels),
        _number(
            "inskrivna_kvinnor",
            "Inskrivna arbetslösa kvinnor, medeltal",
            "personer",
            term="Inskrivna kvinnor",
            levels=levels,
        ),
        _number("inskrivna_man", "Inskrivna arbetslösa män, medeltal", "personer", term="Inskrivna män", levels=levels),
    )


SCB, AF_ADS, AF_UNEMPLOYED = "scb_tab4434", "af_annonser", "af_inskrivna_yrkesomrade"
SCB_2019, SCB_2014 = "scb_tab3119", "scb_tab4396"
"""The employees of the two registers before today's."""
SCB_AGE = "scb_yreg57bas"

REGION_COLUMN = _text("region_kod", "Källans områdeskod: 00, län eller kommun")
SSYK4_COLUMN = _text("ssyk4", "Yrkesgrupp enligt SSYK 2012, fyra siffror; 0002 är yrke okänt", term="SSYK-kod")
BOTH_SEXES = _text("kon", "Kön", allowed=("kvinnor", "män"))
NOVEMBER = _count("ar", "År (november)", "år")
YEAR = _count("ar", "År som uppgiften avser", "år")
AGE = _text("alder", "Ålder i källans grupper")
SECTOR_COLUMN = _text("sektor", "Arbetsgivarens sektor i källans kod")
INDUSTRY_COLUMN = _text("sni", "Näringsgren enligt SNI 2007 i källans kod")
EDUCATION_GROUP = _text("utbildningsgrupp", "Utbildningsgrupp i källans kod")
EDUCATION_LEVEL = _text("utbildningsniva", "Utbildningsnivå i källans kod")
WHERE_COUNTED = _text("matt", "Räknad där man arbetar eller där man bor", allowed=("arbetsställe", "bostad"))
_MATCHED = _text(
    "matt",
    "Vad som räknas: befolkningen, eller hur de sysselsatta matchar sin utbildning",
    allowed=("befolkning", "helt matchade", "delvis matchade", "inte matchade", "uppgift saknas"),
)
_MATCHED_GROUP = _text(
    "grupp", "Alla, efter kön eller efter födelseland", allowed=(*SEXES, "inrikes födda", "utrikes födda")
)


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


_PERIOD = _text("period", "Två år i rad, ÅÅÅÅ-ÅÅÅÅ, som i källan")
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
        (REGION_COLUMN, EDUCATION_GROUP, _MATCHED_GROUP, _MATCHED, YEAR),
        sex="Kolumnen grupp, som också har födelseland.",
    ),
    _staged(
        "scb_tab6929_niva",
        "matchning_niva",
        "Befolkning och matchning efter utbildningsnivå",
        (REGION_COLUMN, EDUCATION_LEVEL, _MATCHED_GROUP, _MATCHED, YEAR),
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
            _text("matt", "Arbetsmarknadsstatus", allowed=("sysselsatta", "arbetslösa", "utanför arbetskraften")),
            MONTH_COLUMN,
        ),
    ),
    _staged(
        "scb_tab1830",
        "pendling",
        "Sysselsatta efter bostadskommun, arbetsställekommun och kön",
        (
            _text("bostad_kod", "Kommunen där man bor"),
            _text("arbete_kod", "Kommunen där man arbetar"),
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
                _text("riksomrade", "Källans kod för den del av landet (NUTS 2) som länet ligger i"),
                SECTOR_COLUMN,
                SSYK4_COLUMN,
                SEX_COLUMN,
                _text("matt", "Månadslön i kronor, eller antal anställda", allowed=("månadslön", "antal anställda")),
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
            _text(
                "matt", "Lediga jobb, eller källans osäkerhetsmarginal", allowed=("lediga jobb", "osäkerhetsmarginal")
            ),
            _text("kvartal", "Kvartal, ÅÅÅÅKN"),
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
            _text("matt", "Vilka som räknas", allowed=("nya sysselsatta", "jobbytare", "jobbinflöde")),
            _PERIOD,
        ),
    ),
    _staged(
        "scb_tab6928",
        "utbildningsfloden",
        "Utbildningsgruppernas flöden per kommun",
        (
            REGION_COLUMN,
            EDUCATION_GROUP,
            _MATCHED_GROUP,
            _text(
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
            _PERIOD,
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
            _text("matt", "Etablerade eller alla examinerade", allowed=("etablerade", "examinerade")),
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
STAGED_ADS = TableContract(
    "annonser",
    "staged",
    "Platsannonser ur arkiven, utan fritext och kontaktuppgifter",
    "En rad per annons. Samma annons i flera rader eller arkiv räknas en gång (källans ursprungliga id). Annonser som upprepar "
    "en tidigare är kvar och pekar på den.",
    "annons",
    ("annons_id",),
    (
        _text("annons_id", "Källans id: original_id om det finns, annars id"),
        Column("publicerad", pa.date32(), "Publiceringsdag, svensk tid"),
        MONTH_COLUMN,
        Column("avslutad", pa.date32(), "Dag då annonsen togs bort, annars dess sista publiceringsdag", nullable=True),
        Column(
            "avslutad_uppskattad",
            pa.bool_(),
            "Sant när källan inte säger när annonsen togs bort, så att sista publiceringsdag står i stället",
            nullable=True,
        ),
        _text("ssyk4", "Yrkesgrupp på fyrsiffernivå enligt Arbetsförmedlingen; tom när den saknas", nullable=True),
        _text("af_yrkesomrade", "Arbetsförmedlingens yrkesområde (kod); tom när det saknas", nullable=True),
        _text("kommun_kod", "Arbetsplatsens kommun; tom när den saknas", nullable=True),
        _text("lan_kod", "Arbetsplatsens län; tom när det saknas", nullable=True),
        _text("land_kod", "Arbetsplatsens land i källans kod; 199 är Sverige", nullable=True),
        _count(
            "platser_i_annons",
            "Antal platser som annonsen anger; tomt när den inte anger något",
            "platser",
            nullable=True,
        ),
        Column(
            "tillsvidare",
            pa.bool_(),
            "Sant när anställningen gäller tills vidare; tomt när det inte sägs",
            nullable=True,
        ),
        _text(
            "organisationsnummer",
            "Arbetsgivarens organisationsnummer; fysiska personers nummer är ersatta med 'enskild' innan något lagrats",
            nullable=True,
        ),
        _text("arkiv", "Arkivfilen som raden kommer ur"),
        _text(
            "dubblett_av",
            "Annonsen som den här upprepar: samma arbetsgivare, yrkesgrupp, kommun och rubrik högst 30 dagar tidigare; tom när "
            "den inte upprepar någon",
            nullable=True,
        ),
        Column(
            "aterannonserad",
            pa.bool_(),
            "Sant när samma arbetsgivare annonserar i samma yrkesgrupp och kommun igen 1–90 dagar efter att annonsen avslutats",
        ),
    ),
    (AF_ADS,),
    sex="Annonser har inget kön.",
    published=False,
)
STAGED_UNEMPLOYED = TableContract(
    "inskrivna_arbetslosa",
    "staged",
    "Inskrivna arbetslösa efter AF-yrkesområde och kommun",
    "Källans poster med namn översatta till koder. Rader utan kommun är länets rest och hör till ingen kommun.",
    "månad × kön × AF-yrkesområde × län × kommun",
    ("manad", "kon", "af_yrkesomrade", "lan_kod", "kommun_kod"),
    (
        MONTH_COLUMN,
        _text("kon", "Kön", allowed=("kvinnor", "män")),
        AREA_COLUMN,
        _text("lan_kod", "Län"),
        _text("kommun_kod", f"Kommun, eller '{NO_MUNICIPALITY}' för länets rest"),
        *VALUE,
    ),
    (AF_UNEMPLOYED,),
    published=False,
)
STAGED_UNEMPLOYED_COUNTIES = TableContract(
    "inskrivna_lan",
    "staged",
    "Inskrivna arbetslösa efter AF-yrkesområde i alla län",
    "Källans poster lagda ihop till län, båda könen. Gränserna för signalerna räknas på alla län.",
    "månad × AF-yrkesområde × län",
    ("manad", "af_yrkesomrade", "lan_kod"),
    (MONTH_COLUMN, AREA_COLUMN, _text("lan_kod", "Län"), *VALUE),
    (AF_UNEMPLOYED,),
    sex="Gränserna är gemensamma för könen; länets egna tal finns efter kön i inskrivna_arbetslosa.",
    published=False,
)
EVERYBODY = "samtliga"
DURATIONS = (EVERYBODY, "mer än 6 månader", "mer än 12 månader", "mer än 24 månader")
LABOUR_FORCE_COUNTS = ("arbetskraft", "inskrivna")
WITHOUT_WORK = "tid utan arbete"
PROFILE_KINDS = ("ålder", "utbildning", "födelseland")
AF_PROFILE, AF_DURATION, AF_LABOUR_FORCE = "af_inskrivna_profil", "af_inskrivna_tid", "af_arbetskraft_bas"
_GROUP = _text("grupp", "Gruppen, med källans indelning: ålder i år, utbildningsnivå eller var man är född")
_PLACE = (
    _text("lan_kod", "Län"),
    _text("kommun_kod", f"Kommun, eller '{NO_MUNICIPALITY}' för länets rest"),
)
STAGED_PROFILE = TableContract(
    "inskrivna_profil",
    "staged",
    "Inskrivna arbetslösa efter ålder, utbildning, födelseland och kommun",
    "Källans poster med namn översatta till koder, en rad per egenskap och grupp. Rader utan kommun är länets rest och hör "
    "till ingen kommun.",
    "månad × egenskap × grupp × kön × län × kommun",
    ("manad", "egenskap", "grupp", "kon", "lan_kod", "kommun_kod"),
    (
        MONTH_COLUMN,
        _text("egenskap", "Vad de inskrivna är delade efter", allowed=PROFILE_KINDS),
        _GROUP,
        BOTH_SEXES,
        *_PLACE,
        *VALUE,
    ),
    (AF_PROFILE,),
    may_be_empty=True,
    published=False,
)
STAGED_DURATION = TableContract(
    "inskrivna_tid",
    "staged",
    "Inskrivna arbetslösa efter tid utan arbete och kommun",
    "Bladen i källans arbetsbok, en rad per tal. Tiderna ingår i varandra: den som varit utan arbete mer än 24 månader är "
    "också med i mer än 6. Rader utan kommun är länets rest och hör till ingen kommun.",
    "månad × egenskap × grupp × kön × tid utan arbete × län × kommun",
    ("manad", "egenskap", "grupp", "kon", "tid", "lan_kod", "kommun_kod"),
    (
        MONTH_COLUMN,
        _text(
            "egenskap",
            f"Vad de inskrivna är delade efter, eller '{EVERYBODY}' för alla, som också finns efter kön",
            allowed=(EVERYBODY, *PROFILE_KINDS),
        ),
        _GROUP,
        SEX_COLUMN,
        _text("tid", "Tid utan arbete, eller 'samtliga' för alla inskrivna", allowed=DURATIONS),
        *_PLACE,
        *VALUE,
    ),
    (AF_DURATION,),
    ("Källan skyddar små tal (<5). De är tomma här, med källans tecken som status.",),
    may_be_empty=True,
    published=False,
)
STAGED_LABOUR_FORCE = TableContract(
    "arbetskraft_bas",
    "staged",
    "Arbetskraften (BAS) och inskrivna arbetslösa i landets kommuner",
    "Nämnaren och täljaren i källans andel inskrivna arbetslösa av arbetskraften. Arbetskraften är ett medeltal och har "
    "därför decimaler. Källans delar efter ålder, födelseland och utbildning är inte med.",
    "månad × kommun × mått × kön",
    ("manad", "kommun_kod", "matt", "kon"),
    (
        MONTH_COLUMN,
        _text("lan_kod", "Län"),
        _text("kommun_kod", "Kommun"),
        _text("matt", "Arbetskraften, eller de inskrivna arbetslösa i den", allowed=LABOUR_FORCE_COUNTS),
        SEX_COLUMN,
        _number("varde", "Personer; tomt när uppgiften saknas", "personer"),
        VALUE[1],
    ),
    (AF_LABOUR_FORCE,),
    may_be_empty=True,
    published=False,
)
DIM_GEO = TableContract(
    "dim_geo",
    "mart",
    "Områden: riket, län, delregioner och kommuner",
    "Vilken delregion varje kommun hör till, med giltighetstid.",
    "område",
    ("geo_niva", "geo_kod"),
    (
        *GEO,
        _text("lan_kod", "Länet som området ligger i; tomt för riket", nullable=True),
        _text("delregion_kod", "Kommunens delregion; tomt utanför länets delregioner", nullable=True),
        _text("organisation", "Delregionens kommunalförbund", nullable=True),
        _text("rad", "Rådets eget namn", nullable=True),
        _text("giltig_fran", "Tillhörigheten gäller från (ÅÅÅÅ-MM-DD)", nullable=True),
        _text("giltig_till", "Tillhörigheten gäller till; tomt när den gäller", nullable=True),
    ),
    ("referensdata",),
    ("Kungsbacka och Varberg är med i kommunalförbund i länet men ligger i Hallands län och ingår inte.",),
    sex="Tabellen räknar inga personer.",
)
DIM_OCCUPATION = TableContract(
    "dim_yrke",
    "mart",
    "Yrken: SSYK 2012 på tre och fyra siffror, och redovisningsgrupper",
    "Koder och namn, Arbetsförmedlingens yrkesområde för fyrsiffergrupper och redovisningsgruppen som läsaren möter.",
    "yrkesnivå × kod",
    ("yrkesniva", "yrke_kod"),
    (
        _text("yrkesniva", "Nivå", allowed=("ssyk3", "ssyk4", REPORTING_GROUP, "af_yrkesomrade")),
        _text("yrke_kod", "Kod"),
        _text("yrke_namn", "Namn"),
        _text("af_yrkesomrade", "AF-yrkesområde för fyrsiffergruppen; tomt när kopplingen saknas", nullable=True),
        _text("redovisningsgrupp", "Redovisningsgruppen som yrket hör till; tomt för okänt yrke", nullable=True),
    ),
    ("referensdata",),
    sex="Tabellen räknar inga personer.",
)
RAMS_STATEMENTS, RAMS_MONTHLY, BAS = "RAMS, kontrolluppgifter", "RAMS, månadsuppgifter", "BAS"
"""The registers of the source, the newest last."""
EMPLOYEES = TableContract(
    "anstallda",
    "mart",
    "Anställda efter område, yrke och kön",
    "Anställda 16–64 år med arbetsplats i området, november varje år. Egenföretagare ingår inte. Varje år har det nyaste "
    "register som har det.",
    "kommun, delregion, län eller riket × SSYK3 × kön × år",
    ("geo_niva", "geo_kod", "ssyk3", "kon", "ar"),
    (
        *GEO,
        SSYK3_COLUMN,
        SEX_COLUMN,
        _count("ar", "År (november)", "år"),
        *VALUE,
        _text(
            "register",
            "Registret som året kommer ur; antal jämförs bara inom ett register, se seriebrott",
            allowed=(RAMS_STATEMENTS, RAMS_MONTHLY, BAS),
        ),
        BASIS,
    ),
    (SCB, SCB_2019, SCB_2014),
    (
        "Mellan 2022 och 2023 sjönk andelen anställda med okänt yrke kraftigt. Jämför därför aldrig antal över det "
        "årsskiftet, bara andelar av länets anställda.",
        "Åren före 2020 kommer ur andra register. Antal jämförs inte över ett byte, bara andelar: se tabellen seriebrott.",
        "Delregionens tal är summan av kommunernas. Saknas en kommuns uppgift saknas delregionens.",
        "Källan kan vara störd med små tal för att skydda enskilda. Delar summerar därför inte alltid exakt.",
    ),
)
SERIES_BREAKS = TableContract(
    "seriebrott",
    "mart",
    "Brott i serierna: när en källa bytt sätt att räkna",
    "Ett tal före ett brott och ett efter räknar inte samma sak. Varje brott säger vad som inte kan jämföras över det och vad "
    "som kan jämföras i stället. Inga serier är ihoplänkade.",
    "brott",
    ("brott",),
    (
        _text("brott", "Brottets korta namn"),
        _text("fran", "Första perioden efter brottet, som i tabellerna: år eller ÅÅÅÅ-MM", term="Gäller från"),
        _text("vad", "Vad som ändrades", term="Vad som ändrades"),
        _text("jamfor_inte", "Vad som inte kan jämföras över brottet", term="Jämför inte"),
        _text("jamfor_i_stallet", "Vad som kan jämföras i stället", term="Jämför i stället"),
        _text(
            "matt",
            "Hur stort brottet är i länet: vad som är mätt; tomt när det inte kan mätas",
            nullable=True,
            term="Mått på brottet i länet",
        ),
        _number(
            "fore",
            "Måttet med det gamla sättet att räkna; tomt när det inte kan mätas",
            "enligt kolumnen matt",
            term="Före brottet",
        ),
        _number(
            "efter",
            "Måttet med det nya sättet att räkna; tomt när det inte kan mätas",
            "enligt kolumnen matt",
            term="Efter brottet",
        ),
        _text("tabeller", "Tabeller som berörs, skilda med mellanslag", term="Tabeller som berörs"),
    ),
    ("referensdata", SCB, SCB_2019),
    (
        "Registret över brott förs av människor. Ett brott som ingen har fört in syns inte här.",
        "Ett mått på ett brott gäller hela länet och alla yrken. I ett enskilt yrke kan hoppet vara ett annat.",
    ),
    sex="Tabellen räknar inga personer.",
)
SECTOR_OF_EMPLOYER = _text(
    "sektor",
    "Arbetsgivarens sektor efter organisationsnumret: en lista över offentligt ägda företag, annars numrets inledning",
    allowed=SECTORS,
    term="Sektor",
)


def _ads(name: str, description: str) -> Column:
    return _count(name, description, "annonser")


def _posts(name: str, description: str) -> Column:
    return _count(name, description, "platser")


ADS = TableContract(
    "annonser",
    "mart",
    "Annonser och annonserade platser efter område, yrke, sektor och månad",
    "Annonser publicerade under månaden, ett flöde: dels som de är publicerade, dels rensade. Rensade är annonser som inte "
    "upprepar en tidigare och inte kommer från ett bemanningsföretag. Annonser utan kommun finns på egen rad och i länets tal, "
    "aldrig i en delregion. Annonser i utlandet ingår inte.",
    "kommun, delregion, län, länets rest utan kommun eller riket × fyrsiffergrupp × AF-yrkesområde × sektor × månad",
    ("geo_niva", "geo_kod", "ssyk4", "af_yrkesomrade", "sektor", "manad"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=(*GEO_LEVELS, NO_MUNICIPALITY)),
        *GEO[1:],
        _text("ssyk4", "Yrkesgrupp på fyrsiffernivå enligt Arbetsförmedlingen, eller 'okänt'"),
        AREA_COLUMN,
        SECTOR_OF_EMPLOYER,
        MONTH_COLUMN,
        _ads("annonser", "Antal annonser som de är publicerade, varje annons en gång"),
        _posts(
            "annonserade_platser",
            "Platser i dessa annonser, utan tak; en annons som inte anger antal, anger 0 eller 1 000 och fler räknas som en plats",
        ),
        _ads(
            "annonser_dubbletter",
            "Annonser som upprepar en tidigare: samma arbetsgivare, yrkesgrupp, kommun och rubrik högst 30 dagar tidigare",
        ),
        _ads(
            "annonser_rensade", "Annonser utan dubbletter och bemanningsföretag; också platserna med högst 1 per annons"
        ),
        _posts(
            "platser_rensade", "Platser i rensade annonser, högst 10 per annons; det mått som jämförelserna bygger på"
        ),
        _posts("platser_rensade_utan_tak", "Platser i rensade annonser, utan tak"),
        _ads("annonser_tillsvidare", "Rensade annonser för anställning tills vidare"),
        _posts("platser_tillsvidare", "Platser i dem, högst 10 per annons"),
        _ads("annonser_bemanning", "Bemanningsföretagens annonser utan dubbletter"),
        _posts("platser_bemanning", "Platser i dem, högst 10 per annons"),
        _ads("annonser_foljda", "Rensade annonser som avslutats minst 90 dagar före underlagets sista dag"),
        _ads(
            "annonser_aterannonserade",
            "Följda annonser där samma arbetsgivare annonserade i samma yrkesgrupp och kommun igen 1–90 dagar efter avslutet",
        ),
        _ads("annonser_med_slut", "Rensade annonser med känd sista dag"),
        _ads("annonser_uppskattat_slut", "De av dem där sista publiceringsdag står för den dag då annonsen togs bort"),
        _count(
            "annonsdagar", "Dagar från publicering till sista dag, summa över annonserna med känd sista dag", "dagar"
        ),
        BASIS,
    ),
    (AF_ADS,),
    (
        "Alla jobb annonseras inte hos Arbetsförmedlingen. Flera annonser kan gälla samma jobb.",
        "En annons räknas i den månad då den publicerades, i svensk tid.",
        "Serien börjar 2021, för tidigare annonser har inget organisationsnummer och kan inte delas på sektor.",
        "Enskilda näringsidkares nummer lagras inte. Därför kan deras annonser inte rensas från dubbletter.",
        "Vilka företag som är offentligt ägda eller bemanningsföretag står i listor som människor underhåller. Ett företag som "
        "inte finns med räknas till privat sektor. Bemanningsföretags annonser döljer vem som ska anställa.",
        "Antal läggs ihop. Andelen återannonserade är annonser_aterannonserade delat med annonser_foljda, medeltiden ute är "
        "annonsdagar delat med annonser_med_slut; andelar läggs aldrig ihop.",
    ),
    sex="Annonser har inget kön.",
)
CLEANED = {"annonser": "annonser_rensade", "annonserade_platser": "platser_rensade"}
"""What a table for comparisons calls its ads and posts → the cleaned measure in mart.annonser."""
ADS_DROPPED = TableContract(
    "annonser_bortrensade",
    "mart",
    "Annonser som rensats bort som dubbletter",
    "Annonser i länet som upprepar en tidigare: samma arbetsgivare, yrkesgrupp, kommun och rubrik högst 30 dagar efter den "
    "senast räknade. Här kan rensningen granskas.",
    "annons",
    ("annons_id",),
    (
        _text("annons_id", "Källans id för annonsen"),
        _text("dubblett_av", "Källans id för annonsen som den upprepar"),
        _text("geo_niva", "Geografisk nivå", allowed=("kommun",)),
        *GEO[1:],
        Column("publicerad", pa.date32(), "Publiceringsdag, svensk tid"),
        MONTH_COLUMN,
        _text("ssyk4", "Yrkesgrupp på fyrsiffernivå enligt Arbetsförmedlingen"),
        SECTOR_OF_EMPLOYER,
        _posts("platser_i_annons", "Platser i annonsen, utan tak"),
    ),
    (AF_ADS,),
    sex="Annonser har inget kön.",
)
UNEMPLOYED = TableContract(
    "inskrivna_arbetslosa",
    "mart",
    "Inskrivna arbetslösa efter område och AF-yrkesområde",
    "Öppet arbetslösa och sökande i program med aktivitetsstöd som är inskrivna hos Arbetsförmedlingen, efter bostadskommun "
    "och sökt AF-yrkesområde. Inte AKU.",
    "kommun, delregion eller län × AF-yrkesområde × kön × månad",
    ("geo_niva", "geo_kod", "af_yrkesomrade", "kon", "manad"),
    (
        *GEO,
        AREA_COLUMN,
        _text("af_yrkesomrade_namn", f"AF-yrkesområdets namn; '{NO_SOUGHT_OCCUPATION}' när sökt yrke inte är känt"),
        SEX_COLUMN,
        MONTH_COLUMN,
        *VALUE,
        _number(
            "andel",
            "Andel av alla inskrivna arbetslösa i området samma månad, av samma kön; tom när någon del av summan saknas",
            "andel",
        ),
        BASIS,
    ),
    (AF_UNEMPLOYED,),
    (
        "Källan skyddar en del små tal (<5). Saknas en kommuns uppgift saknas summan; den görs aldrig mindre.",
        "Personer utan känd kommun räknas bara i länets tal.",
    ),
)
UNEMPLOYED_PROFILE = TableContract(
    "inskrivna_arbetslosa_profil",
    "mart",
    "Inskrivna arbetslösa efter område, ålder, utbildning, födelseland och tid utan arbete",
    "Öppet arbetslösa och sökande i program med aktivitetsstöd som är inskrivna hos Arbetsförmedlingen, efter bostadskommun "
    "och en egenskap i taget. Inte AKU.",
    "kommun, delregion eller län × månad × egenskap × grupp × kön",
    ("geo_niva", "geo_kod", "manad", "egenskap", "grupp", "kon"),
    (
        *GEO,
        MONTH_COLUMN,
        _text("egenskap", "Vad de inskrivna är delade efter", allowed=(*PROFILE_KINDS, WITHOUT_WORK)),
        _text(
            "grupp",
            "Gruppen, med källans indelning: ålder i år, utbildningsnivå, var man är född, eller hur länge man varit utan "
            "arbete ('samtliga' är alla inskrivna)",
        ),
        SEX_COLUMN,
        *VALUE,
        BASIS,
    ),
    (AF_PROFILE, AF_DURATION),
    (
        "Tiderna utan arbete ingår i varandra: den som varit utan arbete mer än 24 månader är också med i mer än 12 och mer "
        "än 6. De ska inte läggas ihop.",
        "Källan skyddar små tal (<5), oftast för lång tid utan arbete i små kommuner. Saknas en kommuns uppgift saknas "
        "summan; den görs aldrig mindre.",
        "Finns ingen post hos källan för en grupp i en kommun räknas det som noll.",
        "Personer utan känd kommun räknas bara i länets tal.",
        "Före 2023 räknas 16–64 år, 2023–2025 16–65 år och från 2026 16–66 år. Den äldsta gruppen växer därför vid årsskiftena.",
    ),
    may_be_empty=True,
)
_OCCUPATION_LEVELS = ("ssyk3", REPORTING_GROUP)
MISMATCH = TableContract(
    "obalans",
    "mart",
    "Utbud och efterfrågan per delregion",
    "Tre slags rader. Per AF-yrkesområde möts annonserade platser och inskrivna arbetslösa, båda observerade. Per "
    "yrkesgrupp (SSYK3) och per redovisningsgrupp visas anställda, annonser och hur yrket väger i delregionen.",
    "delregion eller län × AF-yrkesområde, SSYK3 eller redovisningsgrupp",
    ("geo_niva", "geo_kod", "yrkesniva", "yrke_kod"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        _text("yrkesniva", "Vad raden gäller", allowed=("af_yrkesomrade", "ssyk3", REPORTING_GROUP)),
        _text("yrke_kod", "Yrkets eller AF-yrkesområdets kod", term="Kod"),
        _text("yrke_namn", "Yrkets eller AF-yrkesområdets namn", term="Yrke"),
        _text("ar_anstallda", "År som anställda avser (november)", nullable=True),
        _text("ar_jamforelse", "År som förändringen räknas från", nullable=True),
        *WINDOW,
        *_employed(_OCCUPATION_LEVELS),
        *_advertised(("af_yrkesomrade", *_OCCUPATION_LEVELS)),
        _posts_rate(_OCCUPATION_LEVELS),
        _number(
            "lokaliseringskvot_lan",
            "Yrkets andel av områdets anställda delad med yrkets andel av länets; över 1 är vanligare än i länet",
            "kvot",
            term="Vanligare än i länet (kvot)",
            levels=_OCCUPATION_LEVELS,
        ),
        _number(
            "lokaliseringskvot_riket",
            "Yrkets andel av områdets anställda delad med yrkets andel av rikets; över 1 är vanligare än i riket",
            "kvot",
            term="Vanligare än i riket (kvot)",
            levels=_OCCUPATION_LEVELS,
        ),
        _number(
            "andel_av_lanet",
            "Anställda i yrket i området som andel av länets alla anställda med känt yrke",
            "andel",
            term="Andel av länets anställda",
        ),
        _number(
            "forandring_andel",
            "Förändring av andelen av länets anställda sedan jämförelseåret",
            "andel",
            term="Förändring av andelen av länets anställda",
        ),
        _number(
            "forandring_utover_lanet",
            "Samma förändring i personer: fler eller färre anställda än om yrket hade följt länets totala utveckling",
            "personer",
            term="Fler eller färre än om yrket följt länet",
            levels=_OCCUPATION_LEVELS,
            dated="sedan {ar_jamforelse}",
            coarse=True,
        ),
        *_registered(("af_yrkesomrade",)),
        _number(
            "platser_per_arbetslos",
            "Annonserade platser under tolv månader per inskriven arbetslös (medeltal)",
            "platser per person",
            term="Platser per inskriven arbetslös",
            levels=("af_yrkesomrade",),
        ),
        BASIS,
        REMARK,
    ),
    (SCB, AF_ADS, AF_UNEMPLOYED),
    (
        "Inskrivna arbetslösa finns bara per AF-yrkesområde, inte per yrke. Därför jämförs de med annonser på samma nivå.",
        "Anställda och annonser gäller var jobbet finns, inskrivna arbetslösa var personen bor. Pendling gör att de inte "
        "möts exakt i en delregion.",
        "Platser per inskriven arbetslös jämför ett flöde under tolv månader med ett medeltal. Läs den mellan områden, "
        "inte som antal platser per person en viss dag.",
        "Tal visas inte när underlaget är för litet: minst 50 anställda för kvoter och förändring, minst 10 inskrivna och "
        "5 platser för platser per inskriven.",
    ),
    sex="Kolumnerna anstallda_kvinnor, anstallda_man, inskrivna_kvinnor och inskrivna_man. Annonser har inget kön.",
)
MUNICIPALITIES = TableContract(
    "kommuner",
    "mart",
    "Anställda, annonser och inskrivna arbetslösa per kommun",
    "Summor över yrken och AF-yrkesområden i länets kommuner. Inga yrken och ingen bedömning: kommunen är för liten för det.",
    "kommun",
    ("geo_kod",),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("kommun",)),
        _text("geo_kod", "Kommunens kod", term="Kommunkod"),
        _text("geo_namn", "Kommunens namn", term="Kommun"),
        _text("delregion_kod", "Delregionen som kommunen hör till"),
        _text("ar_anstallda", "År som anställda avser (november)"),
        *WINDOW,
        *_employed(("kommun",)),
        *_advertised(("kommun",)),
        _posts_rate(("kommun",)),
        *_registered(("kommun",)),
        BASIS,
        REMARK,
    ),
    (SCB, AF_ADS, AF_UNEMPLOYED),
    (
        "Anställda räknas i kommunen där arbetsplatsen ligger, inskrivna arbetslösa i kommunen där personen bor. Läs inte "
        "talen mot varandra i en enda kommun.",
    ),
    sex="Kolumnerna anstallda_kvinnor, anstallda_man, inskrivna_kvinnor och inskrivna_man. Annonser har inget kön.",
)
EDITION = TableContract(
    "utgava",
    "mart",
    "Utgåvan",
    "Vilken utgåva tabellerna hör till, vem som är avsändare och vilken utgåva de jämförs med.",
    "utgåva",
    ("utgava",),
    (
        _text("utgava", "Utgåvans namn, år och månad, med -r2 och så vidare för en rättelse; 'löpande' mellan utgåvor"),
        _text("rattar", "Utgåvan som den här rättar; tomt när den inte är en rättelse", nullable=True),
        _text("skal", "Skälet till rättelsen", nullable=True),
        _text("foregaende", "Senast frysta utgåva före den här, som ändringarna räknas från", nullable=True),
        _text("avsandare", "Vem som har bearbetat uppgifterna"),
        _text("metodversion", "Metodens version"),
        _text("lan_kod", "Länet som utgåvan gäller"),
    ),
    ("referensdata",),
    sex="Tabellen räknar inga personer.",
)
CHANGES = TableContract(
    "andringar",
    "mart",
    "Ändringar sedan förra utgåvan",
    "Vad som skiljer mot den senast frysta utgåvan: underlag, tabeller, metod, varje klass och varje tal som läsaren ser, med "
    "orsak.",
    "ändring",
    ("nr",),
    (
        _count("nr", "Löpnummer", "ordning"),
        _text(
            "slag", "Vad som ändrats", allowed=("utgåva", "metod", "underlag", "tabell", "klass", "tal"), term="Slag"
        ),
        _text("amne", "Underlaget, tabellen eller yrket", term="Vad"),
        _text("geo_niva", "Geografisk nivå, för tal", nullable=True),
        _text("geo_kod", "Områdets kod, för tal", nullable=True),
        _text("geo_namn", "Områdets namn, för tal", nullable=True, term="Område"),
        _text("matt", "Vilken uppgift som ändrats", term="Uppgift"),
        _text("fore", "Som det stod i förra utgåvan; tomt när uppgiften saknades", nullable=True, term="Förra utgåvan"),
        _text("efter", "Som det står nu; tomt när uppgiften saknas", nullable=True, term="Nu"),
        _number("skillnad", "Nu minus förra utgåvan, när båda är tal", "som måttet", term="Skillnad"),
        _text(
            "orsak",
            "Varför: ny period i underlaget, samma period men underlaget reviderat, ny hämtning, ändrad metod, ändrad "
            "tabell, rättelse eller första utgåvan",
            allowed=(
                "ny period",
                "reviderat underlag",
                "ny hämtning",
                "ändrad metod",
                "ändrad tabell",
                "rättelse",
                "första utgåvan",
                "ny utgåva",
            ),
            term="Orsak",
        ),
    ),
    ("referensdata",),
    ("Tal jämförs så som läsaren ser dem: är de lika efter avrundning räknas de inte som ändrade.",),
    sex="Tabellen räknar inga personer.",
)
SOURCES = TableContract(
    "kalla",
    "mart",
    "Källor",
    "Varje underlag: vad det är, vilken period det avser, när källan uppdaterade det och när det hämtades.",
    "underlag",
    ("underlag",),
    (
        _text("underlag", "Underlagets namn i projektet", term="Underlag"),
        _text("titel", "Vad underlaget innehåller", term="Titel"),
        _text("utgivare", "Vem som ger ut det", term="Utgivare"),
        _text("tabell_id", "Utgivarens beteckning; tom när tabellen inte är funnen", nullable=True, term="Tabell-id"),
        _text("period_fran", "Första period i underlaget", nullable=True, term="Från"),
        _text("period_till", "Sista period i underlaget", nullable=True, term="Till"),
        _text(
            "uppdaterad",
            "När källan själv säger att underlaget ändrades (UTC)",
            nullable=True,
            term="Uppdaterad hos källan",
        ),
        _text("hamtad", "När underlaget hämtades (UTC)", nullable=True, term="Hämtad"),
        _text(
            "nasta_vantas",
            "När källan själv säger att den uppdaterar nästa gång, annars månaden då den brukar; tomt när serien är avslutad",
            nullable=True,
            term="Nästa väntas",
        ),
        _text("licens", "Licens", term="Licens"),
        _text("lank", "Adress", nullable=True, term="Adress"),
        _text("ogonblicksbild", "Ögonblicksbildens id i raw/", nullable=True, term="Ögonblicksbild"),
        _text("sha256", "Kontrollsumma för ögonblicksbilden", nullable=True, term="Kontrollsumma"),
        _text("lage", "example (EXEMPELDATA) eller live", nullable=True, allowed=("example", "live"), term="Läge"),
        _text(
            "hamtstatus",
            "aktuell: hämtad eller oförändrad vid senaste körningen; senast fungerande: källan kunde inte läsas; "
            "saknas: underlaget kunde inte läsas och inget användbart är lagrat",
            allowed=("aktuell", "senast fungerande", "saknas"),
            term="Status",
        ),
        _count("rader_lasta", "Lästa rader eller värden i underlaget", "rader", term="Lästa rader"),
        _count("rader_fel", "Rader som inte gick att läsa och lades åt sidan", "rader", term="Oläsliga rader"),
        _number("andel_fel", "Andel oläsliga rader", "andel"),
        _count(
            "reviderade_tal",
            "Tal som källan har ändrat för samma perioder sedan förra hämtningen; tomt när den inte har gjort det",
            "tal",
            nullable=True,
        ),
        _text("anvands_i", "Publicerade tabeller som bygger på underlaget; tomt när ingen gör det ännu", nullable=True),
        _text("kallans_noter", "Noter som källan kräver ska följa med talen, en per rad", nullable=True),
        _text(
            "beslut",
            "Val som gjordes när underlaget hämtades, ett per rad: hur tabellen och innehållet hittades, vad som utelämnades",
            nullable=True,
        ),
        _text("anmarkning", "Vad läsaren bör veta om hämtningen", nullable=True, term="Anmärkning"),
    ),
    sex="Tabellen räknar inga personer.",
)
QUALITY = TableContract(
    "kvalitet",
    "mart",
    "Kontroller",
    "Varje kontroll som kördes: vad som prövades, utfall, förväntat och observerat.",
    "tabell × kontroll",
    ("tabell", "kontroll"),
    (
        _text("tabell", "Tabell som kontrollerats", term="Tabell"),
        _text("kontroll", "Kontrollens namn", term="Kontroll"),
        _text("beskrivning", "Vad kontrollen prövar och varför", term="Vad som prövas"),
        _text(
            "allvar",
            "stoppande: inget publiceras; varning: publiceras och visas",
            allowed=("stoppande", "varning"),
            term="Allvar",
        ),
        _text("utfall", "Utfall", allowed=("godkänd", "inte godkänd", "kunde inte köras"), term="Utfall"),
        _count("rader_fel", "Antal rader som inte uppfyller kontrollen", "rader", nullable=True, term="Rader"),
        _text("forvantat", "Vad som förväntades", term="Förväntat"),
        _text("observerat", "Vad som observerades", term="Observerat"),
        _text("exempel", "Exempel på avvikande värden", nullable=True),
        _text("atgard", "Vad man gör", term="Vad man gör"),
        _text("tabellens_sha256", "Kontrollsumma för den tabell som bedömdes"),
    ),
    sex="Tabellen räknar inga personer.",
)

AF_BAROMETER, AF_TAXONOMY, AF_SKILLS = "af_yrkesbarometer", "af_taxonomi", "af_kompetenser"
CONCEPT_STATES = ("gäller", "ersatt", "ersatt av flera", "ersättaren saknas", "utgått")
"""Whether a concept of the taxonomy is in use; one that is replaced names the concept that stands in its place."""
WHOLE_GROUP, ONE_OF_SEVERAL = "hela yrkesgruppen", "en av flera yrkesgrupper i bedömningen"
PART_OF_GROUP, PART_OF_SEVERAL = "del av yrkesgruppen", "del av en av flera yrkesgrupper i bedömningen"
NO_GROUP = "yrkesgruppen är inte angiven"
JOB_CHANCES = _text(
    "jobbmojligheter",
    "Möjligheterna till jobb enligt Arbetsförmedlingen; tomt när yrket inte är bedömt",
    nullable=True,
    allowed=("stora", "medelstora", "små"),
    term="Jobbmöjligheter",
)
RECRUITMENT = _text(
    "rekryteringssituation",
    "Arbetsgivarnas läge enligt Arbetsförmedlingen; paradox: både svårt att rekrytera och många sökande; tomt när det inte är "
    "bedömt",
    nullable=True,
    allowed=("brist", "balans", "överskott", "paradox"),
    term="Rekryteringssituation",
)
DEMAND_IN_FIVE_YEARS = _text(
    "efterfragan_om_fem_ar",
    "Vad efterfrågan väntas göra på fem år enligt Arbetsförmedlingen; tomt när det inte är bedömt",
    nullable=True,
    allowed=("öka", "vara oförändrad", "minska"),
    term="Efterfrågan på fem år",
)
ASSESSED_GROUP = _text(
    "galler",
    "Hur mycket av yrkesgruppen som bedömningen gäller",
    allowed=(WHOLE_GROUP, ONE_OF_SEVERAL, PART_OF_GROUP, PART_OF_SEVERAL, NO_GROUP),
    term="Bedömningen gäller",
)
ROUND = _text("omgang", "Yrkesbarometerns omgång, ÅÅÅÅ-N", term="Omgång")
BAROMETER_CONCEPT = _text("koncept_id", "Barometeryrkets id i Arbetsförmedlingens taxonomi")
BAROMETER_NAME = _text("yb_yrke", "Barometeryrkets namn", term="Yrke i Yrkesbarometern")
BAROMETER_VERSION = _text("taxonomiversion", "Den version av taxonomin som Yrkesbarometerns omgång är gjord med")
SKILL_SELECTION = (
    _text("urval", "Vilka annonser som är lästa", allowed=("alla annonser", "stickprov på en procent"), term="Urval"),
    _text("period_fran", "Första månad med lästa annonser, ÅÅÅÅ-MM"),
    _text("period_till", "Sista månad med lästa annonser, ÅÅÅÅ-MM"),
)
STAGED_BAROMETER = TableContract(
    "yrkesbarometer",
    "staged",
    "Yrkesbarometern, alla län och omgångar",
    "Arbetsförmedlingens bedömningar som källan ger dem, en rad per yrkesgrupp när ett barometeryrke omfattar flera.",
    "omgång × område × barometeryrke × yrkesgrupp",
    ("omgang", "lan_kod", "koncept_id", "ssyk4"),
    (
        ROUND,
        _text("lan_kod", "Län, eller 00 för riket"),
        BAROMETER_CONCEPT,
        BAROMETER_NAME,
        _text("ssyk4", f"Yrkesgrupp på fyra siffror som källan skriver den, eller '{UNKNOWN}' när den inte är angiven"),
        _count("antal_ssyk", "Antal yrkesgrupper som källan säger att barometeryrket omfattar", "yrkesgrupper"),
        ASSESSED_GROUP,
        JOB_CHANCES,
        RECRUITMENT,
        DEMAND_IN_FIVE_YEARS,
        _text(
            "bedomningsniva",
            "Största område som bedömningen är gjord för, med källans ord; tomt när yrket inte är bedömt",
            nullable=True,
            allowed=("län", "nuts2", "nationellt"),
        ),
        _text(
            "delvis_helt",
            "Om bedömningen helt eller delvis är gjord för det området, med källans ord",
            nullable=True,
            allowed=("helt", "delvis"),
        ),
        BAROMETER_VERSION,
    ),
    (AF_BAROMETER,),
    sex="Tabellen räknar inga personer.",
    may_be_empty=True,
    published=False,
)
STAGED_TAXONOMY = TableContract(
    "taxonomi",
    "staged",
    "Arbetsförmedlingens taxonomi, en låst version",
    "Begrepp med kod och namn, och vilket begrepp som gäller i stället för ett ersatt.",
    "begrepp",
    ("koncept_id",),
    (
        _text("koncept_id", "Begreppets id"),
        _text("typ", "Slag av begrepp, med källans ord"),
        _text("namn", "Begreppets namn"),
        _text("kod", "Kod i SSYK 2012, kommunkod eller länskod; tomt för begrepp utan kod", nullable=True),
        _text("grupp_id", "Yrkets yrkesgrupp (begreppets id); tomt för annat än yrken", nullable=True),
        _text(
            "af_yrkesomrade",
            "Yrkesgruppens AF-yrkesområde (kod); tomt för annat än yrkesgrupper och när namnet inte är känt",
            nullable=True,
        ),
        _text("tillstand", "Om begreppet gäller, är ersatt eller har utgått", allowed=CONCEPT_STATES),
        _text(
            "ersatts_av",
            "Begreppet som gäller i stället, när alla led är följda; tomt när det inte är precis ett",
            nullable=True,
        ),
        _text("taxonomiversion", "Taxonomins version"),
    ),
    (AF_TAXONOMY,),
    sex="Tabellen räknar inga personer.",
    may_be_empty=True,
    published=False,
)
STAGED_SKILLS = TableContract(
    "kompetenser",
    "staged",
    "Kompetenser som nämns i länets annonser",
    "Antal annonser som nämner varje kompetens. Bara annonser där källan har hittat minst en kompetens räknas.",
    "yrkesgrupp × kommun × kompetens",
    ("ssyk4", "kommun_kod", "kompetens"),
    (
        _text("ssyk4", "Yrkesgrupp på fyra siffror enligt Arbetsförmedlingen"),
        _text("kommun_kod", f"Arbetsplatsens kommun, eller '{NO_MUNICIPALITY}' när annonsen inte har någon"),
        _text("kompetens", "Kompetensens namn hos källan"),
        _count("annonser_med", "Annonser som nämner kompetensen", "annonser"),
        _count("annonser", "Annonser i yrkesgruppen och kommunen som nämner någon kompetens", "annonser"),
        *SKILL_SELECTION,
    ),
    (AF_SKILLS,),
    sex="Annonser har inget kön.",
    may_be_empty=True,
    published=False,
)
OCCUPATION_KEY = TableContract(
    "yrkesnyckel",
    "mart",
    "Nyckel mellan Arbetsförmedlingens yrkesgrupper och SSYK 2012",
    "Vilka grupper i SCB:s SSYK 2012 som varje yrkesgrupp hos Arbetsförmedlingen motsvarar. De flesta är samma; några har "
    "Arbetsförmedlingen slagit samman.",
    "Arbetsförmedlingens grupp × grupp i SSYK 2012",
    ("af_grupp", "ssyk4"),
    (
        _text("af_grupp", "Arbetsförmedlingens grupp, fyra siffror", term="AF-grupp"),
        _text("af_namn", "Gruppens namn hos Arbetsförmedlingen", term="AF-gruppens namn"),
        _text("koncept_id", "Gruppens id i Arbetsförmedlingens taxonomi"),
        _text(
            "ssyk4",
            f"Grupp i SSYK 2012, fyra siffror, eller '{UNKNOWN}' när motsvarigheten inte är känd",
            term="SSYK-kod",
        ),
        _text("ssyk4_namn", "Gruppens namn i SSYK 2012; tomt när den inte är känd", nullable=True, term="Yrkesgrupp"),
        _text(
            "sammanslagen",
            "ja när Arbetsförmedlingens grupp omfattar flera grupper i SSYK 2012",
            allowed=("ja", "nej"),
            term="Sammanslagen",
        ),
        _text("taxonomiversion", "Taxonomins version", term="Taxonomins version"),
    ),
    (AF_TAXONOMY,),
    (
        "Vilka grupper som är sammanslagna är härlett: chefsgrupper som slutar på 0 omfattar båda chefsnivåerna, och 5321 och "
        "5323 omfattar 5322 och 5324 enligt sina namn.",
        "Grupperna 4430 Förtroendevalda och 7619 Övriga livsmedelsförädlare har ingen motsvarighet hos Arbetsförmedlingen.",
    ),
    sex="Tabellen räknar inga personer.",
    may_be_empty=True,
)
BAROMETER = TableContract(
    "yrkesbarometer",
    "mart",
    "Yrkesbarometern: Arbetsförmedlingens bedömning av yrken i länet och riket",
    "Vad Arbetsförmedlingen bedömer, som den skriver det, för varje grupp i SSYK 2012 och varje omgång som hämtats.",
    "omgång × riket eller länet × barometeryrke × grupp i SSYK 2012",
    ("omgang", "geo_niva", "geo_kod", "koncept_id", "ssyk4"),
    (
        ROUND,
        _text("geo_niva", "Geografisk nivå", allowed=("riket", "lan")),
        *GEO[1:],
        BAROMETER_CONCEPT,
        BAROMETER_NAME,
        _text(
            "ssyk4",
            f"Grupp i SSYK 2012, fyra siffror, eller '{UNKNOWN}'; Arbetsförmedlingens egen kod när den inte kan delas upp",
            term="SSYK-kod",
        ),
        _text("ssyk4_namn", "Gruppens namn; tomt när den inte är känd", nullable=True, term="Yrkesgrupp"),
        ASSESSED_GROUP,
        JOB_CHANCES,
        RECRUITMENT,
        DEMAND_IN_FIVE_YEARS,
        _text(
            "bedomd_for",
            "Det område som bedömningen är gjord för; tomt när yrket inte är bedömt",
            nullable=True,
            allowed=("länet", "riksområdet (NUTS 2)", "riket"),
            term="Bedömd för",
        ),
        _text(
            "omfattning",
            "Om hela bedömningen eller en del av den är gjord för det området; tomt när yrket inte är bedömt",
            nullable=True,
            allowed=("hela bedömningen", "en del av bedömningen"),
            term="Omfattning",
        ),
        REMARK,
        BAROMETER_VERSION,
        _text(
            "nyckelversion",
            "Den version av taxonomin som grupperna är översatta med; tomt när taxonomin inte är hämtad",
            nullable=True,
        ),
    ),
    (AF_BAROMETER, AF_TAXONOMY),
    (
        "Bedömningarna är Arbetsförmedlingens och ingår inte i våra tal.",
        "Samma yrkesgrupp kan ha flera barometeryrken. De visas var för sig och vägs aldrig ihop.",
        "Arbetsförmedlingen bedömer län och riket, aldrig kommuner eller delregioner.",
        "Metoden har ändrats mellan omgångar; jämför dem med försiktighet.",
    ),
    sex="Tabellen räknar inga personer.",
    may_be_empty=True,
)
SKILLS = TableContract(
    "kompetenser",
    "mart",
    "Kompetenser som oftast nämns i annonser, per yrkesgrupp och delregion",
    "De tio kompetenser som flest annonser nämner i varje yrkesgrupp. En beskrivning av annonser, inte av vad som saknas.",
    "delregion eller län × yrkesgrupp × plats i ordningen",
    ("geo_niva", "geo_kod", "ssyk4", "rang"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        _text("ssyk4", "Yrkesgrupp på fyra siffror enligt Arbetsförmedlingen", term="AF-grupp"),
        _text("ssyk4_namn", "Gruppens namn; tomt när den inte är känd", nullable=True, term="Yrkesgrupp"),
        _count("rang", "Plats i ordningen; lika många ordnas efter namn", "ordning", term="Plats"),
        _text("kompetens", "Kompetensens namn hos källan", term="Kompetens"),
        _count("annonser_med", "Annonser som nämner kompetensen", "annonser", term="Annonser som nämner den"),
        _count(
            "annonser",
            "Annonser i området och yrkesgruppen som nämner någon kompetens",
            "annonser",
            term="Lästa annonser",
        ),
        _number("andel", "Andel av dem som nämner kompetensen", "andel", term="Andel"),
        *SKILL_SELECTION,
    ),
    (AF_SKILLS,),
    (
        "Beskriver vad annonser nämner och ingår aldrig i obalans.",
        "Kompetenserna är funna av Arbetsförmedlingens program i annonsernas text; vad som är självklart nämns ofta inte.",
        "Andelen är av de lästa annonser där minst en kompetens är funnen. Är urvalet ett stickprov på en procent är talen "
        "små och osäkra.",
        "Bara yrkesgrupper med minst 20 lästa annonser i området, och kompetenser som minst 5 av dem nämner.",
    ),
    sex="Annonser har inget kön.",
    may_be_empty=True,
)

AF_OPEN_ADS = "af_jobstream"
STAGED_OPEN_ADS = TableContract(
    "annonser_oppna",
    "staged",
    "Öppna platsannonser, utan fritext och kontaktuppgifter",
    "En rad per annons som är öppen eller har varit det sedan den första hämtningen. Stängda annonser utanför länet finns "
    "kvar i två veckor.",
    "annons",
    ("annons_id",),
    (
        _text("annons_id", "Källans id: original_id om det finns, annars id"),
        Column("publicerad", pa.date32(), "Publiceringsdag, svensk tid"),
        Column(
            "stangd", pa.date32(), "Dag då annonsen togs bort, svensk tid; tom så länge den är öppen", nullable=True
        ),
        Column(
            "stangd_uppskattad",
            pa.bool_(),
            "Sant när källan inte har sagt när annonsen togs bort, bara att den inte längre finns",
        ),
        _text("ssyk4", "Yrkesgrupp på fyrsiffernivå enligt Arbetsförmedlingen; tom när den saknas", nullable=True),
        _text("af_yrkesomrade", "Arbetsförmedlingens yrkesområde (kod); tom när det saknas", nullable=True),
        _text("kommun_kod", "Arbetsplatsens kommun; tom när den saknas", nullable=True),
        _text("lan_kod", "Arbetsplatsens län; tom när det saknas", nullable=True),
        _text("land_kod", "Arbetsplatsens land i källans kod; 199 är Sverige", nullable=True),
        _count(
            "platser_i_annons",
            "Antal platser som annonsen anger; tomt när den inte anger något",
            "platser",
            nullable=True,
        ),
        _text(
            "organisationsnummer",
            "Arbetsgivarens organisationsnummer; fysiska personers nummer är ersatta med 'enskild' innan något lagrats",
            nullable=True,
        ),
        Column(
            "tillsvidare",
            pa.bool_(),
            "Om anställningen gäller tills vidare; tomt när annonsen inte säger hur länge",
            nullable=True,
        ),
    ),
    (AF_OPEN_ADS,),
    sex="Annonser har inget kön.",
    may_be_empty=True,
    published=False,
)
OPEN_ADS = TableContract(
    "annonser_oppna",
    "mart",
    "Öppna annonser och deras platser per dag, efter område, yrke och sektor",
    "Annonser som var öppna vid dagens slut: publicerade den dagen eller tidigare och inte borttagna. Sista dagen i varje "
    "månad finns, den senaste hela dagen, och dagen för hämtningen så långt den hade kommit.",
    "kommun, delregion, län eller länets rest utan kommun × fyrsiffergrupp × AF-yrkesområde × sektor × dag",
    ("geo_niva", "geo_kod", "ssyk4", "af_yrkesomrade", "sektor", "dag"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("lan", "delregion", "kommun", NO_MUNICIPALITY)),
        *GEO[1:],
        _text("ssyk4", "Yrkesgrupp på fyrsiffernivå enligt Arbetsförmedlingen, eller 'okänt'"),
        AREA_COLUMN,
        SECTOR_OF_EMPLOYER,
        Column("dag", pa.date32(), "Dag, svensk tid"),
        Column("preliminar", pa.bool_(), "Sant för dagen då annonserna hämtades, som inte var slut"),
        _count("oppna_annonser", "Antal öppna annonser, varje annons en gång", "annonser"),
        _count(
            "platser_i_oppna",
            "Antal platser i de öppna annonserna; en annons utan uppgift eller med 0 räknas som en plats, högst 10 per annons",
            "platser",
        ),
        BASIS,
    ),
    (AF_OPEN_ADS,),
    (
        "Öppna annonser är ett läge en viss dag. De läggs aldrig ihop med publicerade annonser (tabellen annonser), som är "
        "ett flöde under en månad, och inte heller med varandra över dagar: samma annons är öppen i flera.",
        "Hur länge annonser ligger ute skiljer mellan kommuner. Jämför delregioner inom ett av måtten, aldrig det ena måttet "
        "i en delregion med det andra i en annan, och läs inte läge delat med flöde som brist.",
        "Serien börjar den dag då annonserna hämtades första gången. Har hämtningen legat nere längre än källan minns saknas "
        "dagarna däremellan.",
        "En annons som publiceras och tas bort samma dag är inte öppen vid någon dags slut, och en som publiceras och tas bort "
        "mellan två nätters hämtning syns inte.",
        "Tar källan tillbaka en annons som varit borttagen räknas den som öppen hela tiden.",
    ),
    sex="Annonser har inget kön.",
    may_be_empty=True,
)

YES_NO = ("ja", "nej")
_COUNTY_LEVELS = ("lan", "riket")
COUNTY_ADS = TableContract(
    "annonser_lan",
    "mart",
    "Rensade annonser i alla län",
    "Underlag för gränserna, som räknas på alla 21 län, och för prövningen mot Yrkesbarometern. De senaste 36 månaderna.",
    "län × fyrsiffergrupp × AF-yrkesområde × sektor × månad",
    ("geo_niva", "geo_kod", "ssyk4", "af_yrkesomrade", "sektor", "manad"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("lan",)),
        *GEO[1:],
        _text("ssyk4", "Yrkesgrupp på fyrsiffernivå enligt Arbetsförmedlingen, eller 'okänt'"),
        AREA_COLUMN,
        SECTOR_OF_EMPLOYER,
        MONTH_COLUMN,
        _ads("annonser_rensade", "Annonser utan dubbletter och bemanningsföretag"),
        _posts("platser_rensade", "Platser i dem, högst 10 per annons"),
        _ads("annonser_foljda", "De av dem som avslutats minst 90 dagar före underlagets sista dag"),
        _ads("annonser_aterannonserade", "De av dem som annonserades igen 1–90 dagar efter avslutet"),
        BASIS,
    ),
    (AF_ADS,),
    sex="Annonser har inget kön.",
    published=False,
)
SCB_VACANCIES = "scb_lediga_jobb"
COVERAGE = TableContract(
    "tackning",
    "mart",
    "Hur stor del av de lediga jobben som annonseras",
    "SCB:s lediga jobb delade med platser i annonser som var ute samtidigt. Talet rättar annonserade platser för att sektorer "
    "annonserar olika mycket.",
    "län eller riket × sektor i SCB:s enkät",
    ("geo_niva", "geo_kod", "sektor_i_enkaten"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=_COUNTY_LEVELS),
        *GEO[1:],
        _text(
            "sektor_i_enkaten",
            "Sektor i enkäten om lediga jobb; offentligt ägda företag räknas där till privat",
            allowed=("stat", "kommun", "region", "privat"),
        ),
        _number("lediga_jobb", "Lediga jobb (SCB), medeltal av kvartalen", "jobb"),
        _number("osakerhetsmarginal", "Källans osäkerhetsmarginal, medeltal av kvartalen", "jobb"),
        _number("annonserade_ute", "Platser i annonser som var ute mitt i kvartalet, medeltal av kvartalen", "platser"),
        _number(
            "tackning",
            "Tal att gånga annonserade platser med; minst 0,5 och högst 3. Rikets när länets enkät är för osäker",
            "jobb per plats",
        ),
        _text("kvartal_fran", "Första kvartal, ÅÅÅÅKN"),
        _text("kvartal_till", "Sista kvartal, ÅÅÅÅKN"),
        _text(
            "grund",
            "Räknad på länets egen enkät, eller lånad från riket när den är för osäker",
            allowed=(COMPUTED, FROM_NATION),
        ),
    ),
    (SCB_VACANCIES, AF_ADS),
    (
        "Lediga jobb (SCB) är en urvalsundersökning. Är osäkerheten i länet över en fjärdedel används rikets tal.",
        "Enkäten frågar efter påbörjad rekrytering, annonser är hur den syns. Talet rättar nivån mellan sektorer, inte mellan yrken.",
    ),
    sex="Lediga jobb och annonser har inget kön.",
    may_be_empty=True,
)
MATCHING, COMMUTING = "scb_tab6929", "scb_tab1830"
SIGNALS = TableContract(
    "signaler",
    "mart",
    "Signaler: varje indikator för varje yrke, med poäng",
    "En rad per indikator. Poäng 0–3 ges av frysta gränser. Ett värde som är länets, vägt med länets eller hela "
    "AF-yrkesområdets säger det och väger mindre.",
    "delregion eller län × redovisningsgrupp eller SSYK3 × indikator",
    ("geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "indikator"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        _text("yrkesniva", "Vad raden gäller", allowed=_OCCUPATION_LEVELS),
        _text("yrke_kod", "Redovisningsgruppens eller yrkesgruppens kod", term="Kod"),
        _text("yrke_namn", "Namn", term="Yrke"),
        _text("indikator", "Indikatorn", allowed=tuple(i.code for i in INDICATORS)),
        _text("familj", "Indikatorns familj, som har en gemensam vikt", allowed=tuple(FAMILY_WEIGHTS)),
        _number(
            "varde",
            "Indikatorns värde i sin egen enhet; tomt när det saknas eller underlaget är för litet",
            "enligt indikatorn",
        ),
        _number(
            "medelfel", "Värdets medelfel: hur mycket det rör sig av slump och av källans brus", "enligt indikatorn"
        ),
        _number("poang", "Poäng 0–3; 3 pekar mest mot brist", "poäng"),
        _number(
            "poang_pendling",
            "Poäng om de inskrivna räknas där de kan arbeta, så som de sysselsatta pendlar mellan delregionerna",
            "poäng",
        ),
        _number("poang_lan", "Poäng om de inskrivna i hela länet räknas", "poäng"),
        _number(
            "vikt",
            "Hur mycket poängen räknas: 1 för eget värde, 0,75 vägt med länets, 0,5 lånat, 0,25 lånat två gånger",
            "vikt",
        ),
        _text(
            "tillampas",
            "nej när indikatorn inte gäller yrket, därför att ingen utbildningsgrupp leder till det",
            allowed=YES_NO,
        ),
        _text(
            "grund",
            "Hur värdet är framtaget; tomt när det saknas",
            nullable=True,
            allowed=(COMPUTED, WITH_COUNTY, FROM_COUNTY, OF_AREA),
        ),
        _text("lanad_fran", "Det län eller AF-yrkesområde som värdet kommer från; tomt när det är eget", nullable=True),
        *WINDOW,
        _text("ar_anstallda", "År som anställda avser (november)"),
        _text("ar_matchning", "År som matchad förvärvsgrad avser; tomt när källan saknas", nullable=True),
    ),
    (SCB, AF_ADS, AF_UNEMPLOYED, "scb_yreg60bas", MATCHING, SCB_VACANCIES, COMMUTING),
    (
        "Platser per inskriven och andel inskrivna finns bara per AF-yrkesområde. De ärvs av yrkena där, märkta "
        "'galler_yrkesomradet', och räknas aldrig som yrkets egna.",
        "Matchad förvärvsgrad jämförs med rikets för samma utbildningsgrupper, aldrig mellan grupper.",
        "Lönernas utveckling ingår inte: den finns bara för riksområdet och visade inget samband med brist när den prövades.",
    ),
    sex="Annonser har inget kön, och gränserna är gemensamma för könen. Anställda efter kön finns i obalans.",
)
ASSESSMENT = TableContract(
    "bedomning",
    "mart",
    "Bedömning per yrke: Arbetsförmedlingens, rådets och våra signaler",
    "Tre bedömningar bredvid varandra, i den ordningen; ingen skriver över en annan. Signalerna är räknade ur tabellen signaler.",
    "delregion eller län × redovisningsgrupp eller SSYK3 × horisont",
    ("geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "horisont"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        _text("yrkesniva", "Vad raden gäller", allowed=_OCCUPATION_LEVELS),
        _text("yrke_kod", "Redovisningsgruppens eller yrkesgruppens kod", term="Kod"),
        _text("yrke_namn", "Namn", term="Yrke"),
        _text("horisont", "Vilken tid bedömningen gäller", allowed=("nu",)),
        _text(
            "af_jobbmojligheter",
            "Möjligheterna till jobb i länet enligt Arbetsförmedlingen; flera bedömningar räknas upp och vägs aldrig ihop",
            nullable=True,
            term="AF: jobbmöjligheter (länet)",
            levels=_OCCUPATION_LEVELS,
        ),
        _text(
            "af_rekrytering",
            "Arbetsgivarnas läge i länet enligt Arbetsförmedlingen; flera bedömningar räknas upp",
            nullable=True,
            term="AF: rekryteringsläge (länet)",
            levels=_OCCUPATION_LEVELS,
        ),
        _text(
            "af_bedomd_for",
            "Det område som Arbetsförmedlingens bedömning är gjord för",
            nullable=True,
            term="AF: bedömd för",
        ),
        _text("af_omgang", "Yrkesbarometerns omgång", nullable=True),
        _text(
            "radets_bedomning",
            "Det delregionala kompetensrådets bedömning; tomt när den inte är lämnad",
            nullable=True,
            term="Rådets bedömning",
            levels=_OCCUPATION_LEVELS,
        ),
        _text(
            "signaler",
            "Vad statistikens signaler säger tillsammans",
            allowed=CLASSES,
            term="Våra signaler",
            levels=_OCCUPATION_LEVELS,
        ),
        _text(
            "sakerhet",
            "Hur säker signalernas klass är; tom när yrket inte kan bedömas",
            nullable=True,
            allowed=LEVELS,
            term="Säkerhet",
            levels=_OCCUPATION_LEVELS,
        ),
        _text(
            "skal",
            "Huvudskälet till säkerheten, eller varför yrket inte kan bedömas",
            term="Skäl",
        ),
        _text(
            "nara_gransen",
            "ja när lite skulle ha gett en annan klass (högst 0,10 poäng från en gräns)",
            allowed=YES_NO,
            term="Nära gränsen",
        ),
        _text(
            "pendlingskanslig",
            "ja när klassen ändras om de inskrivna räknas efter pendling eller för hela länet i stället för i delregionen",
            allowed=YES_NO,
            term="Pendlingskänslig",
        ),
        _text(
            "motsager_af",
            "ja när signalerna och Arbetsförmedlingens bedömning av länet säger emot varandra; raden lyfts då inte fram",
            allowed=YES_NO,
            term="Säger emot AF",
        ),
        _text("lyfts_fram", "ja när raden får stå i rubriker", allowed=YES_NO),
        _number(
            "signalpoang",
            "Signalpoäng 0–3, vägd mellan familjerna; tom när yrket inte kan bedömas",
            "poäng",
            term="Signalpoäng",
        ),
        _number(
            "signalpoang_lika", "Signalpoäng när alla indikatorer väger lika", "poäng", term="Signalpoäng, lika vikt"
        ),
        _number("viktmassa", "Hur mycket av det som behövs för en bedömning som finns, 0–1", "andel", term="Viktmassa"),
        _count("antal_indikatorer", "Indikatorer som är kända", "indikatorer", term="Indikatorer"),
        _count("antal_egna", "De av dem som är yrkets och områdets egna", "indikatorer", term="Egna indikatorer"),
        _number(
            "andel_samma_klass",
            "Andel av 1 000 omräkningar där klassen blir densamma när talen rör sig inom sin osäkerhet",
            "andel",
            term="Klassen står kvar",
        ),
        *_employed(()),
        *_advertised(()),
        _text("ar_anstallda", "År som anställda avser (november)", nullable=True),
        *WINDOW,
        _text("metodversion", "Gränsernas version"),
        REMARK,
    ),
    (SCB, AF_ADS, AF_UNEMPLOYED, "scb_yreg60bas", MATCHING, SCB_VACANCIES, COMMUTING, AF_BAROMETER),
    (
        "Signalerna är tecken, inte bevis. De säger mindre än Arbetsförmedlingens bedömning om yrket i stort; deras värde är att de "
        "finns för delregionen och kan räknas om.",
        "Rådets bedömning lämnas av rådet och ändras aldrig av statistiken.",
        "Yrken med färre än 50 anställda i området bedöms inte.",
    ),
    sex="Kolumnerna anstallda_kvinnor och anstallda_man. Annonser har inget kön.",
)

PREDICTORS = (
    "signalpoang",
    "platser_per_100_anstallda",
    "oppna_annonser_per_anstalld",
    "annonser",
    "af_rikstal",
    "majoritet",
)
AGREEMENT_GATE = "prov"
AGREEMENT = TableContract(
    "samstammighet",
    "mart",
    "Hur väl signalerna stämmer med Arbetsförmedlingens bedömning",
    "Signalpoängen och enklare mått i alla 21 län mot Yrkesbarometerns jobbmöjligheter, bredvid Arbetsförmedlingens egen "
    "bedömning av riket. En cell är ett yrke i ett län. Vad poängen når avgör om kolumnen heter signaler eller annonssignal.",
    "mått som prövas × hur samstämmighet mäts",
    ("prediktor", "matt"),
    (
        _text(
            "prediktor",
            "Måttet som prövas: signalpoängen; annonserade platser eller öppna annonser per anställd; deras medelrang inom länet "
            "(annonser); Arbetsförmedlingens bedömning av riket kopierad till länet (af_rikstal); alltid den vanligaste klassen",
            allowed=PREDICTORS,
        ),
        _text(
            "matt",
            "kappa: samstämmighet utöver slumpen, linjärt vägd mellan tre klasser; andel_lika: andel celler med samma klass; auc: "
            "sannolikheten att en cell med stora jobbmöjligheter har högre värde än en annan; prov: 1 när signalpoängen klarar "
            "gränserna, annars 0",
            allowed=("kappa", "andel_lika", "auc", AGREEMENT_GATE),
        ),
        _number("varde", "Värdet; tomt när det inte kunde prövas", "kvot"),
        _number("nedre", "Nedre gräns för ett intervall på 90 procent, där hela yrken dras om", "kvot"),
        _number("ovre", "Övre gräns", "kvot"),
        _count("celler", "Celler som måttet är prövat på", "celler"),
        _count("yrken", "Yrken bland dem", "yrken"),
        _text("omgang", "Yrkesbarometerns omgång"),
        _text(
            "period",
            "Månader som annonserna avser, eller dag för öppna annonser; tomt när måttet inte kunde prövas",
            nullable=True,
        ),
        REMARK,
    ),
    ("scb_yreg60bas", AF_ADS, AF_BAROMETER, AF_OPEN_ADS),
    (
        "Bara bedömningar som gäller hela yrkesgrupper är med, och bara celler där alla bedömningar inom yrket är lika. Där är "
        "yrket mer enhetligt, så samstämmigheten är högre än för barometerns yrken vart för sig.",
        "Klassernas gränser sätts av de andra yrkena: fem delar av yrkena utelämnas i tur och ordning, så att ingen cells egen "
        "bedömning avgör dess klass.",
        "Arbetsförmedlingens bedömning är inget facit. Den visar om signalerna pekar åt samma håll som någon som också vet annat.",
    ),
    sex="Tabellen räknar inga personer.",
    may_be_empty=True,
)
EMPLOYEES_SSYK4 = TableContract(
    "anstallda_ssyk4",
    "mart",
    "Anställda efter yrke på fyra siffror, fördelade på delregioner",
    "Källan har yrken på tre siffror per kommun och på fyra siffror per län. Länets rader är källans egna. Delregionernas är "
    "fördelade: de stämmer med delregionens anställda på tre siffror och med länets fördelning på fyra, och följer annonsernas "
    "mönster där emellan.",
    "delregion eller län × fyrsiffergrupp, senaste året",
    ("geo_niva", "geo_kod", "ssyk4"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        _text("ssyk4", "Yrkesgrupp enligt SSYK 2012, fyra siffror; okänt yrke är inte med"),
        _text("ssyk4_namn", "Yrkesgruppens namn"),
        _text("ssyk3", "Yrkesgruppen på tre siffror som den hör till"),
        NOVEMBER,
        _number("varde", "Anställda, båda könen, inte avrundat; tomt när en uppgift som behövs saknas", "personer"),
        _number(
            "varde_utan_annonser",
            "Delregionens tal om varje undergrupp var lika vanlig inom yrkesgruppen som i länet; skillnaden mot varde är vad "
            "annonserna gör. Tom för länet",
            "personer",
        ),
        _number(
            "marginal_skillnad",
            "Delregionernas summa på tre siffror delad med länets på fyra, minus 1. Länets tal räknas om med skillnaden "
            "innan de fördelas; tom när summorna inte kan jämföras",
            "andel",
        ),
        _text(
            "grund",
            "observerad är källans tal för länet, båda könen; raknad är delregionens observerade summa när yrkesgruppen har "
            "en enda undergrupp; fordelad är uppskattad",
            allowed=(OBSERVED, COMPUTED, SPREAD),
        ),
        REMARK,
    ),
    (SCB, "scb_yreg60bas", AF_ADS),
    (
        "Fördelade tal är uppskattningar, inte räknade personer. Läs dem som storleksordning, aldrig som förändring mellan år: "
        "de rör sig med annonserna.",
        "Mönstret är undergruppens andel av annonserade platser i delregionen under 36 månader, plus fem gånger samma andel i "
        "länet. Yrken som annonseras olika mycket får därför rätt summor men kan hamna i fel delregion.",
        "Prövat på de 21 länen 2024, där yrken på fyra siffror är kända: de fördelade talens fel var tillsammans 12,6 procent av "
        "de anställda, felen i varde_utan_annonser 13,3 procent. Annonserna hjälper alltså lite. Skiljer de två talen sig åt mycket är "
        "inget av dem säkert.",
        "Arbetsförmedlingen skiljer inte på chefsnivåer och på några andra grupper. Deras annonser är delade lika, så att "
        "mellan sådana grupper följer delregionen länet.",
        "Tabellerna på tre och fyra siffror stämmer inte exakt med varandra. Är skillnaden över en procent säger raden det.",
    ),
    sex="Annonserna, som fördelningen följer, har inget kön. Anställda efter kön finns på tre siffror i tabellen anstallda.",
)
STOCK = "läge"
GAP_LABEL = "Summa över bristområden, inte antal som fattas i länet"
_POSTS_LESS_PERSONS = "platser minus personer"
ALL = "alla"
GAP = TableContract(
    "skillnad",
    "mart",
    "Skillnad mellan platser i öppna annonser och inskrivna arbetslösa",
    f"{GAP_LABEL}. Tre tal som alltid hör ihop: summan över de AF-yrkesområden som har fler platser än inskrivna, summan över "
    "de andra, och nettot. Platser i öppna annonser är ett läge en viss dag, och inskrivna arbetslösa är också ett läge.",
    "länet × AF-yrkesområde, eller alla tillsammans",
    ("geo_niva", "geo_kod", "af_yrkesomrade", "matt"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("lan",)),
        *GEO[1:],
        _text("af_yrkesomrade", f"Arbetsförmedlingens yrkesområde (kod), eller '{ALL}' för de kända tillsammans"),
        _text("af_yrkesomrade_namn", "AF-yrkesområdets namn"),
        _text("matt", "läge: platser i annonser som är öppna en dag mot inskrivna en månad", allowed=(STOCK,)),
        Column("dag", pa.date32(), "Dag som platserna räknas; tom när underlaget saknas", nullable=True),
        _text("manad", "Månad som de inskrivna räknas i, ÅÅÅÅ-MM"),
        _count(
            "platser", "Platser i öppna annonser, kända AF-yrkesområden, högst 10 per annons", "platser", nullable=True
        ),
        _count("inskrivna_arbetslosa", "Inskrivna arbetslösa i kända AF-yrkesområden", nullable=True),
        _count("inskrivna_kvinnor", "Inskrivna arbetslösa kvinnor", nullable=True),
        _count("inskrivna_man", "Inskrivna arbetslösa män", nullable=True),
        _number(
            "summa_bristomraden",
            f"Platser minus inskrivna, summa över AF-yrkesområden med fler platser än inskrivna. {GAP_LABEL}",
            _POSTS_LESS_PERSONS,
        ),
        _number(
            "summa_overskottsomraden",
            "Inskrivna minus platser, summa över AF-yrkesområden med fler inskrivna än platser",
            "personer minus platser",
        ),
        _number("netto", "Alla platser minus alla inskrivna; negativt när de inskrivna är fler", _POSTS_LESS_PERSONS),
        _number("overhang", "Summan över bristområden delad med alla platser; tom när det inte finns platser", "andel"),
        _count("antal_omraden", "AF-yrkesområden som räknas", "områden"),
        _count("antal_bristomraden", "De av dem som har fler platser än inskrivna", "områden", nullable=True),
        _number(
            "losbar_genom_rorlighet",
            "Bara för alla tillsammans: delregionernas summor över bristområden minus samma summa när delregionerna läggs ihop, det som "
            "inskrivna i en annan delregion skulle kunna fylla",
            _POSTS_LESS_PERSONS,
        ),
        _text("grund", "Summor av observerade tal", allowed=(COMPUTED,)),
        _text("anmarkning", "Vad summorna är, och varför tal saknas eller ska läsas med försiktighet"),
    ),
    (AF_OPEN_ADS, AF_UNEMPLOYED),
    (
        f"{GAP_LABEL}. Tre tal läses tillsammans: det första ensamt döljer att andra AF-yrkesområden har fler inskrivna än platser.",
        "Platser är inte personer som fattas. Alla jobb annonseras inte, en annons kan gälla ett jobb som redan är tillsatt, och "
        "många söker arbete utan att vara inskrivna.",
        "Tolv månaders annonser jämförs inte med inskrivna här. De är ett flöde, och ett flöde är alltid många gånger större än ett läge.",
        "Ett AF-yrkesområde rymmer många yrken. Brist i ett yrke syns inte när grannyrken har många inskrivna, så talet är oftast lägre "
        "än en summa över yrken vore.",
        "Annonser och inskrivna utan känt AF-yrkesområde är inte med. Saknas en uppgift i ett AF-yrkesområde visas ingen av summorna.",
        "Talen visas bara för länet: i en delregion avgör pendlingen mer än skillnaden.",
        "Platser räknas där jobbet finns och inskrivna där de bor.",
        "Öppna annonser är inte rensade: upprepade annonser och bemanningsföretagens är med.",
    ),
    sex="Kolumnerna inskrivna_kvinnor och inskrivna_man. Annonser har inget kön, så skillnaden kan inte delas på kön.",
)

ANALYSIS_MEASURES: dict[str, tuple[str, str]] = {
    "missmatchning_03": ("andel", "Şahin m.fl. M med α 0,3 över AF-yrkesområden; jämförelse är medeltalet av slump"),
    "missmatchning_05": ("andel", "samma med α 0,5, huvudmåttet"),
    "missmatchning_07": ("andel", "samma med α 0,7"),
    "fel_omrade_andel": ("andel", "Jackman–Roper: andel inskrivna som skulle behöva byta AF-yrkesområde"),
    "fel_omrade_personer": ("personer", "samma i personer"),
    "anstallda_forandring": (
        "personer",
        "fler eller färre anställda med känt yrke; jämförelse är de anställda första året",
    ),
    "anstallda_riket": ("personer", "den del som följer rikets tillväxt; jämförelse som ovan"),
    "anstallda_yrkesmix": ("personer", "den del som följer av vilka yrken området har; jämförelse som ovan"),
    "anstallda_egen": ("personer", "resten, områdets egen; jämförelse som ovan"),
    "boende_som_arbetar_har": (
        "andel",
        "andel av dem med arbete som bor i området som också arbetar där; jämförelse är hur låg den kan vara",
    ),
    "arbetande_som_bor_har": ("andel", "andel av dem som arbetar i området som också bor där; jämförelse som ovan"),
    "klass_kvar_andra_vikter": ("andel", "andel av 1 000 viktningar av familjerna där signalernas klass blir densamma"),
    "signalpoang_lagst": (
        "poäng",
        "lägsta signalpoäng när en indikator i taget utelämnas; jämförelse är signalpoängen",
    ),
    "signalpoang_hogst": (
        "poäng",
        "högsta signalpoäng när en indikator i taget utelämnas; jämförelse är signalpoängen",
    ),
}
"""Measure → its unit, and what it and its comparison are."""
ANALYSIS = TableContract(
    "analys",
    "mart",
    "Fördjupande mått för analytiker",
    "Ett tal per rad. Missmatchning, förändring av anställda uppdelad, pendling och hur stadiga signalerna är.",
    "delregion eller län × mått × redovisningsgrupp eller alla",
    ("geo_niva", "geo_kod", "matt", "yrkesniva", "yrke_kod"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        _text(
            "matt",
            "Måttet. " + ". ".join(f"{code}: {text}" for code, (_, text) in ANALYSIS_MEASURES.items()),
            allowed=tuple(ANALYSIS_MEASURES),
        ),
        _text("yrkesniva", "Vad raden gäller; 'alla' när den gäller hela området", allowed=(ALL, REPORTING_GROUP)),
        _text("yrke_kod", "Redovisningsgruppens kod, eller 'alla'"),
        _text("yrke_namn", "Redovisningsgruppens namn, eller 'alla'"),
        _text("enhet", "Talets enhet", allowed=("andel", "personer", "poäng")),
        _number("varde", "Måttets värde; tomt när en uppgift som behövs saknas", "enligt kolumnen enhet"),
        _number(
            "jamforelse",
            "Vad värdet läses mot, enligt måttets beskrivning; tomt när måttet inte har något",
            "enligt kolumnen enhet",
        ),
        _number(
            "percentil",
            f"Bara missmatchning: hur stor del av {NULL_DRAWS} slumpdragningar med lika många platser och personer som ger lägre värde",
            "procent",
        ),
        _count(
            "antal_delar",
            "Delar som värdet är räknat över: AF-yrkesområden, yrken på tre siffror, kända pendlingsströmmar eller kända indikatorer",
            "delar",
            nullable=True,
        ),
        _text("period", "Månader eller år som värdet gäller"),
        _text("grund", "Räknad ur observerade tal, eller ur signaler som kan vara lånade", allowed=(COMPUTED,)),
        REMARK,
    ),
    (SCB, AF_ADS, AF_UNEMPLOYED, COMMUTING, "scb_yreg60bas", MATCHING, SCB_VACANCIES),
    (
        "Missmatchning stiger med antalet AF-yrkesområden och med små tal. Läs värdet minus jämförelsen. Platser kommer flera i samma "
        "annons, så slumpen är i verkligheten större än den som dras här, och percentilen är därför oftast nära 100.",
        "Missmatchning jämför andelar, så att platser är ett flöde och inskrivna ett medeltal spelar ingen roll för nivån. AF-yrkesområden "
        "med korta anställningar annonserar oftare och väger därför mer än deras del av de lediga platserna.",
        "Talen för länet är räknade på länet. De är aldrig medeltal av delregionernas.",
        "Förändringen av anställda är en beskrivning, ingen orsak. Mellan 2022 och 2023 fick fler anställda ett känt yrke, och nivåerna "
        "hoppar. Hoppet ligger i rikets del; läs den delen aldrig som jobbtillväxt. Yrkesmix och egen del rörs bara av att hoppet "
        "var olika stort i olika yrken och områden.",
        "Pendling gäller sysselsatta 15–74 år och inom Sverige: den som arbetar i Norge är inte med. Källan visar inte de minsta "
        "strömmarna. De ingår inte i värdet, som därför är något för högt; jämförelsen räknar var och en av dem som fyra personer.",
        "Signalpoäng med en indikator utelämnad räknas också när färre indikatorer är kvar än en bedömning kräver.",
    ),
    sex="Annonser, viktningar och gränser har inget kön. Anställda och inskrivna efter kön finns i anstallda och inskrivna_arbetslosa.",
)
EMPLOYED_BY_SECTOR, EMPLOYED_BY_INDUSTRY = "scb_tab2597", "scb_tab3784"
_POPULATION = "20–69 år, efter bostad"
EDUCATION = TableContract(
    "utbildning",
    "mart",
    "Utbildningsgrupper: befolkning, matchad förvärvsgrad och de yrken som utbildningen leder till",
    "Hur många som har varje utbildning, hur stor del av dem som arbetar i ett yrke som matchar den, rikets tal för samma "
    "utbildning, förändringen på tre år, och vad våra signaler säger om yrkena. Det är det som kan ligga till grund för vilken "
    "utbildning som behövs.",
    "delregion, länet eller riket × utbildningsgrupp × kön × år (det senaste och tre år före)",
    ("geo_niva", "geo_kod", "utbildningsgrupp", "kon", "ar"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("riket", "lan", "delregion")),
        *GEO[1:],
        _text("utbildningsgrupp", "Utbildningsgrupp i källans kod", term="Kod"),
        _text("utbildning_namn", "Utbildningsgruppens namn", term="Utbildningsgrupp"),
        _text("niva", "Utbildningsnivå", term="Nivå"),
        SEX_COLUMN,
        YEAR,
        _count(
            "befolkning",
            f"Befolkningen med utbildningen, {_POPULATION}; tomt när en kommuns uppgift saknas eller är skyddad",
            nullable=True,
            term="Befolkning 20–69 år",
            dated="{ar}",
        ),
        _count("helt_matchade", "De av dem som arbetar i ett yrke som helt matchar utbildningen", nullable=True),
        _count("delvis_matchade", "De av dem som arbetar i ett yrke som delvis matchar utbildningen", nullable=True),
        _count("inte_matchade", "De av dem som arbetar i ett yrke som inte matchar utbildningen", nullable=True),
        _count("uppgift_saknas", "De av dem som arbetar i ett yrke som inte är känt", nullable=True),
        _number(
            "andel_kvinnor",
            "Kvinnornas andel av befolkningen med utbildningen; står på raderna för båda könen",
            "andel",
            term="Andel kvinnor",
        ),
        _count(
            "matchade_i_kvoten",
            "Helt matchade i de kommuner där både de och befolkningen är kända: kvotens täljare",
            nullable=True,
        ),
        _count(
            "befolkning_i_kvoten",
            "Befolkningen i samma kommuner: kvotens nämnare; tomt när de som är kända utelämnar mer än en tiondel",
            nullable=True,
        ),
        _number(
            "matchad_forvarvsgrad",
            "Helt matchade av hela befolkningen med utbildningen; från 30 personer, aldrig för allmänna utbildningar",
            "procent",
            term="Matchad förvärvsgrad (procent)",
        ),
        _number(
            "rikets_forvarvsgrad",
            "Rikets matchade förvärvsgrad för samma utbildningsgrupp, kön och år",
            "procent",
            term="Rikets matchade förvärvsgrad (procent)",
        ),
        _number(
            "skillnad_mot_riket",
            "Områdets matchade förvärvsgrad minus rikets; tomt för riket",
            "procentenheter",
            term="Skillnad mot riket (procentenheter)",
        ),
        _number(
            "medelfel",
            "Den matchade förvärvsgradens medelfel: hur mycket slumpen rör den bland så många personer",
            "procentenheter",
        ),
        _text("ar_jamforelse", "År som förändringen räknas från; står på det senaste årets rader", nullable=True),
        _number(
            "forandring_per_ar",
            "Den matchade förvärvsgradens förändring per år sedan jämförelseåret; på det senaste årets rader",
            "procentenheter per år",
            term="Förändring per år (procentenheter)",
            dated="sedan {ar_jamforelse}",
        ),
        _number(
            "medelfel_forandring",
            "Förändringens medelfel, som om de två årens personer vore olika; snarare för stort än för litet",
            "procentenheter per år",
        ),
        _text(
            "lankade_yrken",
            "Redovisningsgrupper som utbildningen leder till, skilda med ·; tomt när inget yrke är länkat",
            nullable=True,
        ),
        _text(
            "lankade_signaler",
            "Hur många av de länkade yrkena i området som har varje klass i bedomning, och vilka; räknas upp och vägs aldrig "
            "ihop. På raderna för båda könen, senaste året, delregioner och länet",
            nullable=True,
            term="Länkade yrken med våra signaler",
        ),
        _text(
            "ar_alder",
            "År (november) som åldern i de länkade yrkena avser; på det senaste årets rader",
            nullable=True,
        ),
        _count(
            "anstallda_lankade",
            "Anställda 16–64 år i de länkade yrkena på tre siffror med arbetsplats i området, de vars ålder är känd",
            nullable=True,
        ),
        _count("anstallda_lankade_55", "De av dem som är 55 år och äldre", nullable=True),
        _number(
            "andel_55_lankade",
            f"Andel 55–64 år av de anställda i de länkade yrkena med arbetsplats i området, vilken utbildning de än har; från "
            f"{MIN_EMPLOYEES} anställda, och tomt när åldern är okänd för mer än en tiondel",
            "andel",
            term="Andel 55–64 år i länkade yrken",
            dated="{ar_alder}",
        ),
        _text(
            "grund",
            "Hur antalen är framtagna: observerade i källan, eller räknade som summa av kommunernas. Kvoter är alltid räknade",
            allowed=BASES,
        ),
        REMARK,
    ),
    (MATCHING, SCB, SCB_AGE, AF_ADS, AF_UNEMPLOYED, "scb_yreg60bas", SCB_VACANCIES, COMMUTING),
    (
        "Hur många med utbildningen som är 55 år och äldre finns inte i någon öppen tabell. Åldern som visas är de anställdas i de "
        "länkade yrkena: de är 16–64 år och kan ha en annan utbildning.",
        "Befolkningen räknas där den bor, och de matchade där de bor var de än arbetar. Pendling över gränsen räknas som arbete.",
        "Nämnaren är alla 20–69 år med utbildningen: också de som studerar, är föräldralediga, sjuka eller pensionärer. En grupp med "
        "många över 60 år får därför en lägre förvärvsgrad. Jämför en utbildning med rikets för samma utbildning, aldrig två "
        "utbildningar med varandra.",
        "Allmänna utbildningar och okänd utbildning leder inte till ett visst yrke. För dem räknas ingen matchad förvärvsgrad.",
        "Saknas en kommuns uppgift saknas delregionens antal. Förvärvsgraden och andelen kvinnor räknas på de kommuner där båda "
        "talen är kända, och saknas när det utelämnar mer än en tiondel av den kända befolkningen.",
        "Vilka yrken en utbildning leder till är referensdata som ingen har granskat än. Ett yrke är hela redovisningsgruppen, som "
        "också kan rymma yrken med annan utbildning.",
        "Källan är störd med små tal (CKM). Delar summerar därför inte alltid exakt.",
    ),
    may_be_empty=True,
)
WELFARE = "välfärdens verksamheter oavsett arbetsgivare"
SECTOR = TableContract(
    "sektor",
    "mart",
    "Sysselsatta 15–74 år efter sektor, och i välfärdens verksamheter",
    "Sysselsatta 15–74 år (BAS) med arbetsplats i området, efter arbetsgivarens sektor, de senaste tretton månaderna. Välfärdens "
    "verksamheter är en egen rad som överlappar sektorerna.",
    "kommun, delregion eller länet × sektor eller välfärdens verksamheter × kön × månad",
    ("geo_niva", "geo_kod", "sektor", "kon", "manad"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("lan", "delregion", "kommun")),
        *GEO[1:],
        _text(
            "sektor",
            "Arbetsgivarens sektor, kommunalförbund bland kommunerna; eller välfärdens verksamheter (offentlig förvaltning, "
            "utbildning, vård och omsorg: SNI O, P och Q), som räknas oavsett arbetsgivare",
            allowed=(*SECTORS, WELFARE),
            term="Sektor",
        ),
        _text(
            "overlappar",
            "ja för välfärdens verksamheter, som inte är en sektor och inte ska läggas ihop med sektorerna",
            allowed=YES_NO,
        ),
        SEX_COLUMN,
        MONTH_COLUMN,
        *VALUE,
        _number("andel", "Andel av alla sysselsatta i området samma månad, av samma kön", "andel"),
        BASIS,
    ),
    (EMPLOYED_BY_SECTOR, EMPLOYED_BY_INDUSTRY),
    (
        "Välfärdens verksamheter bedrivs av kommuner, Regionen (VGR), staten och privata arbetsgivare. Raden överlappar sektorerna.",
        "Sysselsatta (BAS) är 15–74 år och omfattar egenföretagare, till skillnad från anställda i Yrkesregistret.",
        "Källans 'offentlig förvaltning totalt' är tre av sektorerna tillsammans och är utelämnad.",
        "De senaste månaderna är preliminära, och källan är störd med små tal (CKM). Delar summerar därför inte alltid exakt.",
        "Efter yrke finns sektor bara i annonserna: se tabellen sektor_yrke.",
    ),
    may_be_empty=True,
)
_PUBLIC_OR_PRIVATE = _text("sektor", "Arbetsgivarens sektor", allowed=SECTORS, term="Sektor")
SECTOR_OCCUPATION = TableContract(
    "sektor_yrke",
    "mart",
    "Annonser och platser efter yrke och arbetsgivarens sektor",
    "Rensade annonser och deras platser under periodens tolv månader, samma period som obalans, delade på sektor. Varje yrke har "
    "alla sektorer: 0 betyder att ingen annonserat.",
    "delregion eller länet × redovisningsgrupp × sektor",
    ("geo_niva", "geo_kod", "yrke_kod", "sektor"),
    (
        _text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        _text("yrke_kod", "Redovisningsgruppens kod", term="Kod"),
        _text("yrke_namn", "Redovisningsgruppens namn", term="Yrke"),
        _PUBLIC_OR_PRIVATE,
        *WINDOW,
        _ads("annonser_rensade", "Annonser utan dubbletter och bemanningsföretag"),
        _posts("platser_rensade", "Platser i dem, högst 10 per annons"),
        _number("andel_annonser", "Sektorns andel av yrkets annonser; från 20 annonser", "andel"),
        _number("andel_platser", "Sektorns andel av yrkets platser; från 20 platser", "andel"),
        _count(
            "arbetsgivare", "Olika arbetsgivare bakom annonserna; enskilda näringsidkare räknas som en", "arbetsgivare"
        ),
        _number("storsta_arbetsgivare", "Den största arbetsgivarens andel av platserna; tomt utan platser", "andel"),
        Column(
            "fa_arbetsgivare",
            pa.bool_(),
            f"Sant när talet inte visas i rapporter: privat sektor med färre än {LEAST_EMPLOYERS} arbetsgivare, eller en som "
            "har minst 80 procent av platserna",
        ),
        BASIS,
        REMARK,
    ),
    (AF_ADS, AF_UNEMPLOYED),
    (
        "Platser per inskriven och inskrivna arbetslösa är gemensamma för sektorerna: den som är inskriven söker inte i en sektor.",
        "Anställda efter både sektor och yrke redovisas inte för kommuner och delregioner. Därför finns inga platser per 100 "
        "anställda per sektor.",
        "Av de indikatorer som signalerna bygger på kan alltså för få sägas per sektor: ingen klass ges per sektor.",
        "Bemanningsföretags annonser är inte med. De döljer vem som ska anställa, så en offentlig arbetsgivare som anlitar dem syns "
        "mindre än den borde.",
        "Offentligt ägda företag känns igen på en lista som människor underhåller. Ett som saknas i den räknas till privat sektor.",
        "Ett enskilt företags behov ska inte kunna läsas ut ur en rapport. Är det få privata arbetsgivare visas varken privat "
        "sektor eller okänt för yrket.",
    ),
    sex="Annonser har inget kön.",
)
ELSEWHERE = "ovriga_sverige"
COMMUTING_FLOWS = TableContract(
    "pendling",
    "mart",
    "Pendling mellan kommuner, delregioner och övriga Sverige",
    "Sysselsatta 15–74 år efter var de bor och var de arbetar, senaste året. Kommunerna i länet mot varandra och mot övriga "
    "Sverige, och delregionerna likaså.",
    "kommun eller övriga Sverige × kommun eller övriga Sverige × kön × år; delregioner likaså",
    ("geo_niva", "bostad_kod", "arbete_kod", "kon", "ar"),
    (
        _text("geo_niva", "Vad raden går mellan", allowed=("delregion", "kommun")),
        _text("bostad_kod", f"Området där man bor; '{ELSEWHERE}' är alla kommuner utanför länet", term="Bor i, kod"),
        _text("bostad_namn", "Områdets namn", term="Bor i"),
        _text(
            "arbete_kod",
            f"Området där man arbetar; '{ELSEWHERE}' är alla kommuner utanför länet",
            term="Arbetar i, kod",
        ),
        _text("arbete_namn", "Områdets namn", term="Arbetar i"),
        SEX_COLUMN,
        YEAR,
        *VALUE,
        _count(
            "minst",
            "Summan av de flöden mellan kommuner som källan visar: så många är det minst; tomt när den inte visar något av dem",
            nullable=True,
        ),
        _count(
            "skyddade_floden", "Antal flöden mellan två kommuner som källan inte visar därför att de är små", "flöden"
        ),
        BASIS,
    ),
    (COMMUTING,),
    (
        "Källan visar inte små flöden mellan två kommuner. De är tomma här. En summa där något flöde saknas är också tom, och minst "
        "säger vad de flöden som visas blir tillsammans.",
        "Den som arbetar utomlands, till exempel i Norge, är inte med. Det rör främst kommunerna vid gränsen.",
        "Egenföretagare avgränsas på nytt sätt från 2024. Sysselsatta är 15–74 år.",
        "Hur stor del av ett område som arbetar i det redovisas inte i den här tabellen.",
    ),
    may_be_empty=True,
)

CONTRACTS: tuple[TableContract, ...] = (
    *STAGED_PX,
    STAGED_ADS,
    STAGED_UNEMPLOYED,
    STAGED_UNEMPLOYED_COUNTIES,
    STAGED_PROFILE,
    STAGED_DURATION,
    STAGED_LABOUR_FORCE,
    DIM_GEO,
    DIM_OCCUPATION,
    EMPLOYEES,
    SERIES_BREAKS,
    ADS,
    ADS_DROPPED,
    UNEMPLOYED,
    UNEMPLOYED_PROFILE,
    MISMATCH,
    MUNICIPALITIES,
    EDITION,
    SOURCES,
    CHANGES,
    QUALITY,
    STAGED_BAROMETER,
    STAGED_TAXONOMY,
    STAGED_SKILLS,
    OCCUPATION_KEY,
    BAROMETER,
    SKILLS,
    STAGED_OPEN_ADS,
    OPEN_ADS,
    COUNTY_ADS,
    COVERAGE,
    SIGNALS,
    ASSESSMENT,
    AGREEMENT,
    EMPLOYEES_SSYK4,
    GAP,
    ANALYSIS,
    EDUCATION,
    SECTOR,
    SECTOR_OCCUPATION,
    COMMUTING_FLOWS,
)
PUBLISHED: tuple[TableContract, ...] = tuple(c for c in CONTRACTS if c.published)


def contract(identity: str) -> TableContract:
    """The contract with that ``layer.name``.

    Raises:
        KeyError: no such table.
    """
    for item in CONTRACTS:
        if item.id == identity:
            return item
    raise KeyError(identity)
