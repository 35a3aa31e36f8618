"""Settings, from the environment and ``.env``. The only reader of either."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from assets.errors import UsageError
from assets.reference import counties

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "KOMPETENS_"
EVERY_COUNTY = "alla"
"""What is written instead of a county's code when all of them are meant."""
MODES = {"example": "exempel", "live": "skarp", "archive": "skarp"}
"""Source mode → name of its home. ``archive`` rebuilds from what ``live`` has stored."""

DEFAULTS = {
    "HOME": "",
    "SOURCE": "example",
    "REGION": "14",
    "SCB_URL": "https://statistikdatabasen.scb.se/api/v2",
    "AF_DATA_URL": "https://data.arbetsformedlingen.se",
    "JOBSTREAM_URL": "https://jobstream.api.jobtechdev.se",
    "AF_STATISTIK_URL": "https://arbetsformedlingen.se/statistik/sok-statistik/tidigare-statistik-tidsserier",
    "ADS_FROM": "2021",
    "CONTACT": "kompetensbehov, se projektets README",
    "PUBLISHER": "Avsändare ej angiven",
}


@dataclass(frozen=True)
class Settings:
    """Checked settings."""

    data: Path
    """Where every home lies; ``var`` unless KOMPETENS_HOME moves it."""
    source: str
    region: str
    scb_url: str
    af_data_url: str
    jobstream_url: str
    af_statistik_url: str
    ads_from: int
    contact: str
    publisher: str

    @property
    def home(self) -> Path:
        """The home of this mode and county."""
        return self.data / MODES[self.source] / self.region

    @property
    def public_contact(self) -> str:
        """Where readers may ask; empty when nobody has said, since what the sources are told by default leads to no one."""
        return "" if self.contact == DEFAULTS["CONTACT"] else self.contact

    @property
    def dagster_home(self) -> Path:
        """Dagster's own history and logs."""
        return self.data / "dagster"


def load(environment: Mapping[str, str] | None = None, env_file: Path | None = None) -> Settings:
    """Read and check the settings; the environment wins over ``.env``.

    Raises:
        UsageError: an unknown name, or a value that cannot be.
    """
    given = os.environ if environment is None else environment
    from_file = dotenv_values(env_file or ROOT / ".env")
    found = {k: v for k, v in {**from_file, **given}.items() if k.startswith(PREFIX) and v}
    for name in found:
        if name.removeprefix(PREFIX) not in DEFAULTS:
            near = difflib.get_close_matches(name, [PREFIX + n for n in DEFAULTS], 1, 0)
            raise UsageError(f"Inställningen {name} finns inte. Menade du {near[0]}?")
    values = {**DEFAULTS, **{k.removeprefix(PREFIX): v for k, v in found.items() if v is not None}}
    data = Path(values["HOME"]).expanduser().resolve() if values["HOME"] else ROOT / "var"
    if values["HOME"] and not data.is_dir():
        raise UsageError(f"Mappen {data} i KOMPETENS_HOME finns inte. Skapa den eller rätta inställningen.")
    if not re.fullmatch(r"[0-9]{4}", values["ADS_FROM"]) or not 2006 <= int(values["ADS_FROM"]) <= 2100:
        raise UsageError(f"KOMPETENS_ADS_FROM ska vara ett årtal från 2006, inte '{values['ADS_FROM']}'.")
    return Settings(
        data=data,
        source=_known("KOMPETENS_SOURCE", values["SOURCE"], list(MODES)),
        region=_county(values["REGION"]),
        scb_url=values["SCB_URL"],
        af_data_url=values["AF_DATA_URL"],
        jobstream_url=values["JOBSTREAM_URL"],
        af_statistik_url=values["AF_STATISTIK_URL"],
        ads_from=int(values["ADS_FROM"]),
        contact=_header(values["CONTACT"]),
        publisher=values["PUBLISHER"],
    )


def _header(contact: str) -> str:
    """A contact that can be sent to a source: a header has room for Latin-1 on one line."""
    try:
        contact.encode("latin-1")
    except UnicodeEncodeError as error:
        odd = contact[error.start : error.end]
        raise UsageError(
            f"KOMPETENS_CONTACT skickas till källorna, som inte kan läsa '{odd}'. Skriv med bokstäverna a–ö."
        ) from error
    if not contact.isprintable():
        raise UsageError("KOMPETENS_CONTACT ska vara en rad utan radbrytning eller styrtecken.")
    return contact


def _known(name: str, value: str, choices: list[str]) -> str:
    if value not in choices:
        raise UsageError(f"{name} kan vara {', '.join(choices)}, inte '{value}'.")
    return value


def _county(code: str) -> str:
    if code not in counties():
        raise UsageError(f"Länet '{code}' finns inte. Ange länets kod med två siffror, till exempel 14.")
    return code
