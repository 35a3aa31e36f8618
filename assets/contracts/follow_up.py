"""Contract of the follow-up of the agreement to 2030."""

from __future__ import annotations

from assets.contracts.columns import GEO, REMARK, YEAR, number, text
from assets.contracts.model import TableContract
from assets.contracts.words import COMPUTED
from assets.methods.follow_up import BASE_YEAR, EARLIER_YEARS, LAST_YEAR, NOT_SURE, NOT_TRIED, SURE
from assets.methods.matching import SURE_LEVEL
from assets.reference.follow_up import OUTCOME, PROCESS

BASE, COMPARISON, COUNTED = "basår", "jämförelse", "räknat"
NOT_PUBLISHED, LACKING = "inte publicerat än", "saknas"
NEVER, NOT_YET = "kan inte räknas", "kan inte räknas än"
STATUSES = (BASE, COMPARISON, COUNTED, SURE, NOT_SURE, NOT_TRIED, NOT_PUBLISHED, LACKING, NEVER, NOT_YET)
WITHOUT_VALUE = (NOT_PUBLISHED, LACKING, NEVER, NOT_YET)
"""Statuses of a row without a number."""

NOT_ATTRIBUTED = "Förändringen kan inte tillskrivas avsiktsförklaringen."
_EARLIER = f"{EARLIER_YEARS[0]}–{EARLIER_YEARS[-1]}"
_LEVEL = f"{100 * SURE_LEVEL:.0f}"

FOLLOW_UP = TableContract(
    "uppfoljning",
    "mart",
    f"Uppföljning {BASE_YEAR}–{LAST_YEAR} av avsiktsförklaringen",
    f"Indikatorerna per delregion, län och referenslän, år för år, som skillnad mot riket. {BASE_YEAR} är basår och var högkonjunktur. "
    f"{NOT_ATTRIBUTED} Ett tal som saknas har en rad som säger varför.",
    "indikator × riket, län eller delregion × år; processmått bara för länet och delregionerna",
    ("indikator", "geo_kod", "ar"),
    (
        text("geo_niva", "Geografisk nivå; referenslänen har nivån lan", allowed=("riket", "lan", "delregion")),
        *GEO[1:],
        text("indikator", "Indikatorns kod i uppfoljning_indikatorer.csv"),
        text("indikator_namn", "Vad indikatorn mäter", term="Mått"),
        text("slag", "Utfall, eller process: vad råden har gjort", allowed=(OUTCOME, PROCESS)),
        text("enhet", "Talens enhet"),
        text(
            "beslut",
            "Vem som har beslutat indikatorn, dag och diarienummer; 'förslag' tills alla tre står i listan",
            term="Beslut",
        ),
        YEAR,
        number("varde", "Indikatorns värde det året", "indikatorns enhet", term="Värde"),
        number("medelfel", "Värdets medelfel; tomt när det inte går att räkna", "indikatorns enhet"),
        number("nedre", f"Undre gräns för värdet: intervall på {_LEVEL} procent", "indikatorns enhet"),
        number("ovre", "Övre gräns", "indikatorns enhet"),
        number("medel_tidigare", f"Medeltal av åren {_EARLIER}, bara för flöden", "indikatorns enhet"),
        number("riket", "Rikets värde samma år; tomt för riket", "indikatorns enhet"),
        number("skillnad_mot_riket", "Värdet minus rikets", "indikatorns enhet", term="Skillnad mot riket"),
        number(
            "forandring",
            f"Värdet minus värdet {BASE_YEAR}; tomt när serien bryts däremellan",
            "indikatorns enhet",
            term=f"Förändring sedan {BASE_YEAR}",
        ),
        number("egen_nedre", f"Undre gräns för förändringen: intervall på {_LEVEL} procent", "indikatorns enhet"),
        number("egen_ovre", "Övre gräns", "indikatorns enhet"),
        number(
            "forandring_mot_riket",
            f"Skillnaden mot riket minus skillnaden {BASE_YEAR}: hur mycket mer eller mindre än riket området har ändrats",
            "indikatorns enhet",
            term="Förändring mot riket",
        ),
        number(
            "forandring_nedre",
            f"Undre gräns för förändringen mot riket: intervall på {_LEVEL} procent",
            "indikatorns enhet",
        ),
        number("forandring_ovre", "Övre gräns", "indikatorns enhet"),
        text(
            "besked",
            f"'{SURE}' bara när intervallet för forandring_mot_riket inte rymmer noll och årets förändring inte pekar åt andra hållet än "
            f"den ett år tidigare; '{COUNTED}' för det råden har gjort; annars varför inget kan sägas",
            allowed=STATUSES,
            term="Status",
        ),
        text("grund", "Räknad ur underlagens tal", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=(
        NOT_ATTRIBUTED,
        "Basåret var högkonjunktur. Läs därför skillnaden mot riket, inte förändringen ensam.",
        "Säker betyder större än mätfelet, inte stor. Av fem förändringar som bara är mätfel blir i genomsnitt en större än mätfelet.",
        "Medelfelen är slump och källornas störning av små tal. Hur talen varierar mellan åren är inte med. Registren är inga urval.",
        "Pendlingens gränser rymmer slumpen och halva spelrummet för flöden som är dolda. De håller ingen bestämd andel av gångerna.",
        "Området ingår i riket, och de flesta är samma personer båda åren. Intervallen är därför snarare för breda än för smala.",
        "En förändring över ett brott i serien räknas inte: se seriebrott.",
    ),
    sex="Kvinnor och män är egna indikatorer där underlaget är delat efter kön.",
)
