"""The monthly workbook of registered unemployed by AF-yrkesområde and municipality."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pyarrow as pa
import pyarrow.compute as pc

from sources.arbetsformedlingen.pivot_cache import read_pivot_cache
from sources.catalog import UNEMPLOYED
from sources.errors import MalformedAnswer, SourceChanged, SourceUnavailable
from sources.http import HttpClient
from sources.snapshot import Snapshot, SnapshotStore

WORKBOOK = "arbetsbok.xlsx"
FIELDS = ("PERIOD", "KÖN", "YRKESOMRÅDE", "LÄN", "KOMMUN", "KVAR")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_LINK = re.compile(rf'href="(?P<href>[^"]*{UNEMPLOYED.table_id}-(?P<month>\d{{4}}-\d{{2}})\.xlsx)"')


def refresh(http: HttpClient, page: str, store: SnapshotStore) -> tuple[Snapshot, ...]:
    """The current snapshot; the workbook is downloaded only when the page or the source's marks show a new one.

    Raises:
        SourceChanged: the page links no such workbook.
    """
    response = http.get(page)
    if response.status_code != 200:
        raise SourceUnavailable(
            f"{page} svarade {response.status_code}. Kontrollera adressen KOMPETENS_AF_STATISTIK_URL."
        )
    links = {m["month"]: m["href"] for m in _LINK.finditer(response.text)}
    if not links:
        raise SourceChanged(f"{page} länkar ingen arbetsbok {UNEMPLOYED.table_id}-ÅÅÅÅ-MM.xlsx. Kontrollera sidan.")
    month = max(links)
    url = urljoin(page, links[month])
    head = http.head(url)
    if head.status_code != 200:
        raise SourceUnavailable(f"{url} svarade {head.status_code}. Kör igen senare.")
    marks = {"etag": head.headers.get("ETag"), "last_modified": head.headers.get("Last-Modified")}
    query = {"month": month, **marks}
    known = store.latest(UNEMPLOYED.dataset)
    if known and known.origin.query == query and any(marks.values()):
        return (known,)
    with store.workspace(UNEMPLOYED.dataset) as folder:
        download = http.download(url, folder / WORKBOOK)
        table = read_pivot_cache(download.path, FIELDS)
        periods = pc.unique(table["PERIOD"]).to_pylist()
        if not periods or not all(_MONTH.fullmatch(p or "") for p in periods):
            raise MalformedAnswer(f"Arbetsboken för {month} har poster utan månad. Inget är ersatt; kör igen senare.")
        facts = {"period_from": min(periods), "period_to": max(periods), "lines": table.num_rows}
        snapshot = store.keep(
            UNEMPLOYED.dataset,
            {WORKBOOK: download.path},
            url=url,
            query=query,
            updated=download.last_modified,
            licence=UNEMPLOYED.licence,
            facts=facts,
        )
    return (snapshot,)


def read(snapshot: Snapshot) -> pa.Table:
    """Every record as text: PERIOD, KÖN, YRKESOMRÅDE, LÄN, KOMMUN, KVAR."""
    return read_pivot_cache(snapshot.file(WORKBOOK), FIELDS)
