"""Whether the sources answer right now: one GET per address."""

from __future__ import annotations

from pipelines.resources import addresses
from pipelines.settings import Settings
from sources.catalogue.ads import AF_ADS
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.entry import SourceTable
from sources.catalogue.unemployed import AF_UNEMPLOYED
from sources.errors import SourceError
from sources.http import HttpClient

_CONNECT_SECONDS, _READ_SECONDS = 5.0, 10.0
ANSWERS = "svarar ("


def client(settings: Settings) -> HttpClient:
    """A client that gives up soon and never tries again."""
    return HttpClient(settings.contact, retries=0, timeout=(_CONNECT_SECONDS, _READ_SECONDS))


def patient_client(settings: Settings) -> HttpClient:
    """A client for many small questions: one that fails is asked once more, and large descriptions get their time."""
    return HttpClient(settings.contact, retries=1, timeout=(_CONNECT_SECONDS, 3 * _READ_SECONDS))


def pages(settings: Settings) -> list[tuple[SourceTable, str]]:
    """Per underlag the first page that a run asks for."""
    base = addresses(settings)
    return [
        (SCB_EMPLOYEES, f"{base.scb.rstrip('/')}/config"),
        (AF_ADS, f"{base.af_data.rstrip('/')}/{AF_ADS.table_id}/"),
        (AF_UNEMPLOYED, base.af_statistics),
    ]


def answer(http: HttpClient, url: str) -> str:
    """``svarar``, or ``svarar inte`` and why."""
    try:
        response = http.get(url)
    except SourceError as error:
        return f"svarar inte: {error}"
    if response.status_code != 200:
        return f"svarar inte: {url} gav svaret {response.status_code} i stället för 200. Kontrollera adressen i inställningarna."
    return f"{ANSWERS}{url})"
