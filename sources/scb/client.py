"""PxWebApi v2: limits from /config, metadata first, POST only, every variable named, one version per answer."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from pathlib import Path
from typing import Any

from sources import jsonstat
from sources.errors import MalformedAnswer, SourceChanged, SourceGone, SourceUnavailable, TooLarge
from sources.http import LARGEST_OBJECT, HttpClient, RateLimit, read_body, read_json
from sources.scb.plan import Selection, parts

STARTS = 3
KNOWN_CELLS, KNOWN_CALLS, KNOWN_SECONDS = 150_000, 30, 10.0
"""The limits that the source's /config gave in 2026."""
LONGEST_WINDOW = 3600.0
"""Seconds. A limit that lets no call through, or the next one in a year, is none that a source means."""
HITS = 50


@dataclass(frozen=True)
class Limits:
    """What the source allows: cells per answer, and calls per window."""

    cells: int
    rate: RateLimit


@dataclass(frozen=True)
class Note:
    """What the source says about its table, or of one code of a variable; a mandatory one must follow the figures."""

    text: str
    mandatory: bool
    variable: str = ""
    code: str = ""


@dataclass(frozen=True)
class TableMetadata:
    """A table's description before any value is fetched."""

    table: str
    label: str
    updated: str
    variables: dict[str, dict[str, str]]
    """Variable → code → label, in the source's order."""
    codelists: dict[str, tuple[str, ...]]
    """Variable → the source's own lists of its codes."""
    summable: frozenset[str]
    """Variables that the source sums away when they are not named."""
    notes: tuple[Note, ...]
    next_update: str | None
    """When the source says that it changes next, UTC."""
    document: dict[str, Any]

    def require(self, variable: str, wanted: list[str]) -> list[str]:
        """``wanted``, when the variable and every code exist.

        Raises:
            SourceChanged: names what is gone and the nearest that is there.
        """
        if variable not in self.variables:
            raise SourceChanged(
                f"Tabellen {self.table} saknar variabeln {variable}{nearest(variable, list(self.variables))}. "
                "Rätta valet i sources/catalogue."
            )
        codes = self.variables[variable]
        gone = [code for code in wanted if code not in codes]
        if gone:
            raise SourceChanged(
                f"Tabellen {self.table} saknar koden {gone[0]} i {variable}{nearest(gone[0], list(codes))} "
                f"({len(gone)} {'kod' if len(gone) == 1 else 'koder'} saknas). Rätta valet i sources/catalogue."
            )
        return wanted


@dataclass(frozen=True)
class Question:
    """One selection: codes per variable, none for a variable that the source is to sum away; and codelists by variable."""

    selection: Selection
    codelists: Mapping[str, str] = field(default_factory=dict)

    @property
    def named(self) -> Selection:
        """The variables that the answer has."""
        return {name: codes for name, codes in self.selection.items() if codes}


def nearest(word: str, known: list[str]) -> str:
    """The most similar of the known words, as a remark; nothing when none is similar."""
    near = difflib.get_close_matches(word, known, 1, 0.5)
    return f" (närmast: {near[0]})" if near else ""


class ScbClient:
    """One statistical database."""

    def __init__(self, http: HttpClient, base: str) -> None:
        """Ask ``base``, for example ``https://…/api/v2``."""
        self._http, self.base = http, base.rstrip("/")
        self.codelists: dict[str, dict[str, str]] = {}
        """Those of the source's lists of codes that have been read."""

    @cached_property
    def limits(self) -> Limits:
        """The source's own limits, read once. The source counts that call too, so it is in the same window.

        Where it no longer says them, those that it had when this was written are kept to.
        """
        rate = RateLimit()
        try:
            answer = self._ask(f"{self.base}/config", rate)
        except SourceGone:
            rate.calls, rate.seconds = KNOWN_CALLS, KNOWN_SECONDS
            return Limits(KNOWN_CELLS, rate)
        try:
            calls, seconds = int(answer["maxCallsPerTimeWindow"]), float(answer["timeWindow"])
            cells = int(answer["maxDataCells"])
            if min(calls, cells) < 1 or not 0 <= seconds <= LONGEST_WINDOW:
                raise ValueError(f"{calls} anrop på {seconds} s om {cells} celler")
            rate.calls, rate.seconds = calls, seconds
            return Limits(cells, rate)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise MalformedAnswer(f"{self.base}/config saknar gränserna ({error!r}). Kör igen senare.") from error

    def metadata(self, table: str) -> TableMetadata:
        """Variables, codes, notes and version of a table.

        Raises:
            SourceGone: there is no table with that id.
        """
        document = self._ask(f"{self.base}/tables/{table}/metadata", self.limits.rate, lang="sv")
        try:
            return described(table, document)
        except (KeyError, TypeError, AttributeError) as error:
            raise MalformedAnswer(f"Metadata för {table} är ofullständiga ({error!r}). Kör igen senare.") from error

    def listing(self, table: str) -> dict[str, Any]:
        """A table's line in the source's list: first and last period, and whether it is discontinued."""
        return self._ask(f"{self.base}/tables/{table}", self.limits.rate, lang="sv")

    def search(self, query: str) -> list[dict[str, Any]]:
        """The tables that the source finds for a query, each a line of its list."""
        url = f"{self.base}/tables"
        answer = self._ask(
            url, self.limits.rate, lang="sv", query=query, pageSize=str(HITS), includeDiscontinued="true"
        )
        found = answer.get("tables")
        if not isinstance(found, list) or not all(isinstance(line, dict) and "id" in line for line in found):
            raise MalformedAnswer(f"{url} svarade utan en lista med tabeller. Kör igen senare.")
        return found

    def codelist(self, name: str) -> dict[str, str]:
        """Code → label of one of the source's lists of codes, read once."""
        if name not in self.codelists:
            answer = self._ask(f"{self.base}/codelists/{name}", self.limits.rate, lang="sv")
            try:
                self.codelists[name] = {value["code"]: value["label"] for value in answer["values"]}
            except (KeyError, TypeError) as error:
                raise MalformedAnswer(f"Kodlistan {name} är ofullständig ({error!r}). Kör igen senare.") from error
        return self.codelists[name]

    @staticmethod
    def check(metadata: TableMetadata, questions: list[Question]) -> None:
        """Compare what is asked with what the table has.

        Raises:
            SourceChanged: a variable is not named, a variable or code is gone, or there is no total to be summed to.
        """
        for question in questions:
            unnamed = set(metadata.variables) - set(question.selection)
            if unnamed:
                raise SourceChanged(
                    f"Tabellen {metadata.table} har variabeln {min(unnamed)} som valet inte nämner. "
                    "Lägg till den i sources/catalogue."
                )
            for variable, wanted in question.selection.items():
                metadata.require(variable, wanted)
                if not wanted and variable not in metadata.summable:
                    raise SourceChanged(
                        f"Tabellen {metadata.table} har inget eget tal för alla i {variable}. "
                        "Välj koder i sources/catalogue."
                    )

    def fetch(
        self, metadata: TableMetadata, questions: Callable[[TableMetadata], list[Question]], folder: Path
    ) -> tuple[TableMetadata, list[Path]]:
        """Fetch selections in as few requests as the limit allows, all of one version.

        Args:
            metadata: of the table, read just before.
            questions: what is asked of a version of the table; every variable must be in each question.
            folder: where the answers are written, unchanged, one file per request.

        Returns:
            The metadata that the answers agree with, and the files in order.

        Raises:
            SourceChanged: a variable is not named, a code is gone, or the table kept changing while it was read.
        """
        for _ in range(STARTS):
            asked = questions(metadata)
            self.check(metadata, asked)
            files = self._fetch_once(metadata, asked, folder)
            now = self.metadata(metadata.table)
            if files is not None and now.updated == metadata.updated:
                return metadata, files
            metadata = now
        raise SourceChanged(
            f"Tabellen {metadata.table} ändrades medan den hämtades, {STARTS} gånger i rad. Inget är ersatt; kör igen senare."
        )

    def _fetch_once(self, metadata: TableMetadata, questions: list[Question], folder: Path) -> list[Path] | None:
        url = f"{self.base}/tables/{metadata.table}/data"
        asked = [(part, q.codelists) for q in questions for part in parts(q.named, self.limits.cells)]
        files = []
        for number, (part, codelists) in enumerate(asked):
            response = self._http.post(
                url, _body(part, codelists), {"lang": "sv", "outputFormat": "json-stat2"}, limit=self.limits.rate
            )
            if response.status_code in (400, 413) and "Too many cells" in _title(response.content):
                raise TooLarge(
                    f"{url} tar inte emot {prod(map(len, part.values()))} celler fast /config tillåter {self.limits.cells}. "
                    "Kör igen senare; kvarstår det har källan sänkt gränsen."
                )
            if response.status_code != 200:
                # A code may have gone since the metadata were read: then it is named.
                self.check(self.metadata(metadata.table), questions)
                raise SourceChanged(
                    f"{url} svarade {response.status_code} ({_title(response.content)}). "
                    f"Kontrollera valet för {metadata.table}."
                )
            document = read_body(response, url, jsonstat.parse)
            if document.updated != metadata.updated:
                return None
            _verify(document, part, metadata.table)
            path = folder / f"del{number:03d}.json"
            path.write_bytes(response.content)
            files.append(path)
        return files

    def _ask(self, url: str, limit: RateLimit, **params: str) -> dict[str, Any]:
        response = self._http.get(url, limit=limit, params=params)
        if response.status_code == 404:
            raise SourceGone(f"{url} finns inte hos källan längre. Sök tabellens nya id i källans tabellista.")
        if response.status_code != 200:
            raise SourceUnavailable(
                f"{url} svarade {response.status_code} ({_title(response.content)}). Kör igen senare."
            )
        return read_json(response, url)


def described(table: str, document: dict[str, Any]) -> TableMetadata:
    """A table's description, as the source wrote it.

    Raises:
        KeyError, TypeError, AttributeError: a part is missing or has another form.
    """
    dimensions = document["dimension"]
    named = document["id"]
    about = document.get("extension", {})
    extensions = {name: dimensions[name].get("extension", {}) for name in named}
    return TableMetadata(
        table,
        document["label"],
        document["updated"],
        {n: {c: dimensions[n]["category"]["label"][c] for c in jsonstat.codes(dimensions[n])} for n in named},
        {n: tuple(listed["id"] for listed in extensions[n].get("codelists", [])) for n in named},
        frozenset(n for n in named if extensions[n].get("elimination")),
        (*_notes(document, about), *(note for n in named for note in _notes(dimensions[n], extensions[n], n))),
        about.get("px", {}).get("nextUpdate"),
        document,
    )


def _notes(noted: dict[str, Any], extension: dict[str, Any], variable: str = "") -> list[Note]:
    """Of the table or of a variable, and then of the variable's codes, which are called by their labels."""
    mandatory = extension.get("noteMandatory", {})
    found = [Note(text, bool(mandatory.get(str(at))), variable) for at, text in enumerate(noted.get("note", []))]
    category = noted.get("category", {})
    for code, texts in category.get("note", {}).items():
        of_code = extension.get("categoryNoteMandatory", {}).get(code, {})
        label = category["label"][code]
        found += [Note(f"{label}: {text}", bool(of_code.get(str(at))), variable, code) for at, text in enumerate(texts)]
    return found


def _body(part: Selection, codelists: Mapping[str, str]) -> dict[str, Any]:
    chosen = []
    for name, codes in part.items():
        lists = {"codelist": codelists[name]} if name in codelists else {}
        chosen.append({"variableCode": name, **lists, "valueCodes": codes})
    return {"selection": chosen}


def _verify(document: jsonstat.Dataset, part: Selection, table: str) -> None:
    """Refuse an answer that does not hold exactly the cells asked for."""
    jsonstat.decode(document)
    extra = set(document.id) - set(part)
    if extra:
        raise MalformedAnswer(f"Svaret för {table} har {min(extra)}, som inte efterfrågades. Kör igen senare.")
    for name, wanted in part.items():
        dimension = document.dimension.get(name)
        if dimension is None or sorted(jsonstat.codes(dimension)) != sorted(wanted):
            raise MalformedAnswer(f"Svaret för {table} har inte de koder i {name} som efterfrågades. Kör igen senare.")


def _title(content: bytes) -> str:
    if len(content) > LARGEST_OBJECT:
        return "utan förklaring"
    try:
        return str(json.loads(content)["title"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return "utan förklaring"
