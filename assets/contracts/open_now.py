"""Contract of open posts beside registered unemployed, stock against stock."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.columns import GEO, REMARK, count, number, text
from assets.contracts.model import Column, TableContract
from assets.contracts.words import ALL, COMPUTED
from assets.methods.ads import POSTS_CAP
from assets.methods.mismatch import MIN_POSTS, MIN_UNEMPLOYED, MIN_UNEMPLOYED_HEADLINE
from assets.methods.quoted import in_swedish
from assets.methods.then_and_now import LEVEL

_POST_LEVEL = in_swedish(LEVEL, "andel")

OPEN_NOW = TableContract(
    "oppna_mot_inskrivna",
    "mart",
    "Öppna platser och inskrivna arbetslösa, sida vid sida",
    "Hur många platser som är öppna en dag och hur många som var inskrivna i slutet av den senaste redovisade månaden. Båda är lägen. "
    "Det är det här talet som rubriker bygger på.",
    "delregion eller län × AF-yrkesområde, eller alla kända tillsammans",
    ("geo_niva", "geo_kod", "af_yrkesomrade"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("af_yrkesomrade", f"Arbetsförmedlingens yrkesområde (kod), eller '{ALL}' för de kända tillsammans"),
        text("af_yrkesomrade_namn", "En av Arbetsförmedlingens 21 grupper av yrken", term="AF-yrkesområde"),
        Column("dag", pa.date32(), "Dag som platserna räknas; tom när underlaget saknas", nullable=True),
        text("manad", "Månad som de inskrivna räknas i (dess slut), ÅÅÅÅ-MM"),
        count(
            "oppna_annonser",
            "Öppna annonser utan dubbletter och bemanningsföretag",
            "annonser",
            nullable=True,
            term="Öppna annonser",
        ),
        count(
            "platser_oppna",
            f"Platser i de öppna annonserna, högst {POSTS_CAP} per annons",
            "platser",
            nullable=True,
            term="Öppna platser",
        ),
        number(
            "platser_oppna_rattade",
            "Samma platser gånger länets täckning för arbetsgivarens sektor (tabellen tackning), så att det som inte annonseras "
            "räknas med",
            "platser",
            term="Öppna platser, rättade för täckning",
        ),
        count(
            "inskrivna_arbetslosa",
            "Personer som är anmälda hos Arbetsförmedlingen och saknar jobb eller går i program, i slutet av månaden",
            nullable=True,
            term="Inskrivna arbetslösa",
        ),
        count("inskrivna_kvinnor", "Inskrivna arbetslösa kvinnor", nullable=True, term="Inskrivna kvinnor"),
        count("inskrivna_man", "Inskrivna arbetslösa män", nullable=True, term="Inskrivna män"),
        number(
            "inskrivna_per_oppen_plats",
            "Inskrivna arbetslösa delat med öppna platser",
            "personer per plats",
            term="Inskrivna per öppen plats",
        ),
        number("nedre", f"Nedre gräns för talet, {_POST_LEVEL} intervall", "personer per plats", term="Nedre gräns"),
        number("ovre", f"Övre gräns för talet, {_POST_LEVEL} intervall", "personer per plats", term="Övre gräns"),
        number(
            "inskrivna_per_oppen_plats_rattad",
            "Inskrivna arbetslösa delat med de rättade platserna",
            "personer per plats",
            term="Inskrivna per öppen plats, rättad",
        ),
        text("grund", "Summor av observerade tal", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=(
        "Båda sidor är lägen: platser som är öppna en dag och personer som är inskrivna i månadens slut. Skiljer tiderna står det "
        "i anmärkningen.",
        "Annonserna är rensade på samma sätt som i tabellen annonser: upprepade annonser och bemanningsföretagens är inte med.",
        "Rättningen för täckning gäller nivån mellan sektorer, inte enskilda yrken. Dess egen osäkerhet ingår inte i intervallet.",
        f"Tal per plats visas från {MIN_UNEMPLOYED} inskrivna och {MIN_POSTS} öppna platser, och lyfts fram i rubriker från "
        f"{MIN_UNEMPLOYED_HEADLINE} inskrivna.",
        "Platser räknas där jobbet finns och inskrivna där de bor. Annonser och inskrivna utan kommun finns bara i länets tal.",
        "Alla jobb annonseras inte, och många söker arbete utan att vara inskrivna.",
    ),
    sex="Kolumnerna inskrivna_kvinnor och inskrivna_man. Annonser har inget kön.",
)
