"""PxWebApi v2: limits from /config, metadata first, POST only, every variable named, one version per answer."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sources import jsonstat
from sources.errors import MalformedAnswer, SourceChanged, SourceUnavailable
from sources.http import HttpClient, RateLimit, read_json
from sources.scb.plan import Selection, parts

STARTS = 3


@dataclass(frozen=True)
class Limits:
    """What the source allows: cells per answer, and calls per window."""

    cells: int
    rate: RateLimit


@dataclass(frozen=True)
class TableMetadata:
    """A table's description before any value is fetched."""

    table: str
    label: str
    updated: str
    variables: dict[str, dict[str, str]]
    """Variable → code → label, in the source's order."""
    notes: tuple[str, ...]
    document: dict[str, Any]

    def require(self, variable: str, wanted: list[str]) -> list[str]:
        """``wanted``, when the variable and every code exist.

        Raises:
            SourceChanged: names what is gone and the nearest that is there.
        """
        if variable not in self.variables:
            raise SourceChanged(
                f"Tabellen {self.table} saknar variabeln {variable}{_nearest(variable, list(self.variables))}. "
                "Rätta valet i sources/."
            )
        codes = self.variables[variable]
        gone = [code for code in wanted if code not in codes]
        if gone:
            raise SourceChanged(
                f"Tabellen {self.table} saknar koden {gone[0]} i {variable}{_nearest(gone[0], list(codes))} "
                f"({len(gone)} koder saknas). Rätta valet i sources/."
            )
        return wanted


def _nearest(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.5)
    return f" (närmast: {near[0]})" if near else ""


class ScbClient:
    """One statistical database."""

    def __init__(self, http: HttpClient, base: str) -> None:
        """Ask ``base``, for example ``https://…/api/v2``."""
        self._http, self.base = http, base.rstrip("/")

    @cached_property
    def limits(self) -> Limits:
        """The source's own limits, read once. The source counts that call too, so it is in the same window."""
        rate = RateLimit()
        answer = self._ask(f"{self.base}/config", rate)
        try:
            rate.calls, rate.seconds = int(answer["maxCallsPerTimeWindow"]), float(answer["timeWindow"])
            return Limits(int(answer["maxDataCells"]), rate)
        except (KeyError, TypeError, ValueError) as error:
            raise MalformedAnswer(f"{self.base}/config saknar gränserna ({error!r}). Kör igen senare.") from error

    def metadata(self, table: str) -> TableMetadata:
        """Variables, codes, notes and version of a table."""
        document = self._ask(f"{self.base}/tables/{table}/metadata", self.limits.rate, lang="sv")
        try:
            dimensions = document["dimension"]
            variables = {
                name: {c: dimensions[name]["category"]["label"][c] for c in jsonstat.codes(dimensions[name])}
                for name in document["id"]
            }
            return TableMetadata(
                table,
                document["label"],
                document["updated"],
                variables,
                tuple(document.get("note", [])),
                document,
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise MalformedAnswer(f"Metadata för {table} är ofullständiga ({error!r}). Kör igen senare.") from error

    @staticmethod
    def check(metadata: TableMetadata, selection: Selection) -> None:
        """Compare a selection with what the table has.

        Raises:
            SourceChanged: a variable is not named, or a variable or code is gone.
        """
        unnamed = set(metadata.variables) - set(selection)
        if unnamed:
            raise SourceChanged(
                f"Tabellen {metadata.table} har variabeln {min(unnamed)} som valet inte nämner. Lägg till den i sources/."
            )
        for variable, wanted in selection.items():
            metadata.require(variable, wanted)

    def fetch(self, metadata: TableMetadata, selection: Selection, folder: Path) -> tuple[TableMetadata, list[Path]]:
        """Fetch a selection in as few requests as the limit allows, all of one version.

        Args:
            metadata: of the table, read just before.
            selection: codes per variable; every variable of the table must be named.
            folder: where the answers are written, unchanged, one file per request.

        Returns:
            The metadata that the answers agree with, and the files in order.

        Raises:
            SourceChanged: a variable is not named, a code is gone, or the table kept changing while it was read.
        """
        for _ in range(STARTS):
            self.check(metadata, selection)
            files = self._fetch_once(metadata, selection, folder)
            if files is not None:
                return metadata, files
            metadata = self.metadata(metadata.table)
        raise SourceChanged(
            f"Tabellen {metadata.table} ändrades medan den hämtades, {STARTS} gånger i rad. Inget är ersatt; kör igen senare."
        )

    def _fetch_once(self, metadata: TableMetadata, selection: Selection, folder: Path) -> list[Path] | None:
        url = f"{self.base}/tables/{metadata.table}/data"
        files = []
        for number, part in enumerate(parts(selection, self.limits.cells)):
            body = {"selection": [{"variableCode": name, "valueCodes": codes} for name, codes in part.items()]}
            response = self._http.post(url, body, {"lang": "sv", "outputFormat": "json-stat2"}, limit=self.limits.rate)
            if response.status_code != 200:
                raise SourceChanged(
                    f"{url} svarade {response.status_code} ({_title(response.content)}). Kontrollera valet för {metadata.table}."
                )
            document = read_json(response, url)
            if document.get("updated") != metadata.updated:
                return None
            _verify(document, part, metadata.table)
            path = folder / f"del{number:03d}.json"
            path.write_bytes(response.content)
            files.append(path)
        return files

    def _ask(self, url: str, limit: RateLimit, **params: str) -> dict[str, Any]:
        response = self._http.get(url, limit=limit, params=params)
        if response.status_code == 404:
            raise SourceChanged(f"{url} finns inte hos källan längre. Sök tabellens nya id i källans tabellista.")
        if response.status_code != 200:
            raise SourceUnavailable(
                f"{url} svarade {response.status_code} ({_title(response.content)}). Kör igen senare."
            )
        return read_json(response, url)


def _verify(document: dict[str, Any], part: Selection, table: str) -> None:
    """Refuse an answer that does not hold exactly the cells asked for."""
    jsonstat.decode(document)
    for name, wanted in part.items():
        dimension = document["dimension"].get(name)
        if dimension is None or set(jsonstat.codes(dimension)) != set(wanted):
            raise MalformedAnswer(f"Svaret för {table} har inte de koder i {name} som efterfrågades. Kör igen senare.")


def _title(content: bytes) -> str:
    try:
        return str(json.loads(content)["title"])
    except (ValueError, KeyError, TypeError):
        return "utan förklaring"
