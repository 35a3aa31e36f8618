"""Arbetsförmedlingen's page of monthly workbooks: which there are, and whether they belong together."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from sources.errors import SourceChanged, SourceNotReady, SourceUnavailable
from sources.http import HttpClient
from sources.links import linked, page_text

_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
LEFT_BEHIND = 2
"""Months; a new month is published over some days, never over two turns of the month."""
_NAME = re.compile(r"(?P<prefix>.+)-(?P<month>\d{4}-(?:0[1-9]|1[0-2]))\.xlsx")


@dataclass(frozen=True)
class StatisticsPage:
    """The page, read once however many workbooks are asked for.

    Month by month the workbooks are replaced over some days; until the last one is, they do not add up with each other.
    """

    http: HttpClient
    address: str
    wanted: tuple[str, ...]
    """Beginnings of the file names, up to the month."""

    def newest(self, prefix: str) -> tuple[str, str]:
        """Month (ÅÅÅÅ-MM) and address of a workbook: the newest month that every wanted one on the page has.

        One that has fallen two months behind is no longer published with the others, and must not hold them back.

        Raises:
            SourceUnavailable: the page did not answer.
            SourceChanged: it links no such workbook, or one that has been left behind.
            SourceNotReady: the wanted workbooks have no month in common.
        """
        if prefix not in self._links:
            raise SourceChanged(f"{self.address} länkar ingen arbetsbok {prefix}-ÅÅÅÅ-MM.xlsx. Kontrollera sidan.")
        newest = {name: max(months) for name, months in self._links.items()}
        ahead = max(newest.values())
        together = {name for name, month in newest.items() if _months_between(month, ahead) < LEFT_BEHIND}
        if prefix not in together:
            raise SourceChanged(
                f"{self.address} visar {prefix} för {newest[prefix]} men andra arbetsböcker för {ahead}. Den verkar inte ges ut "
                "längre; kontrollera sidan."
            )
        common = set.intersection(*(set(self._links[name]) for name in together))
        if not common:
            shown = ", ".join(f"{name} {month}" for name, month in newest.items())
            raise SourceNotReady(
                f"Arbetsböckerna på {self.address} visar inte samma månad: {shown}. De hämtas när alla gör det; visar de "
                "olika månader i mer än två veckor, kontrollera sidan."
            )
        month = max(common)
        return month, self._links[prefix][month]

    @cached_property
    def _links(self) -> dict[str, dict[str, str]]:
        """Prefix → month → address, for the wanted workbooks that the page links."""
        response = self.http.get(self.address)
        if response.status_code != 200:
            raise SourceUnavailable(
                f"{self.address} svarade {response.status_code}. Kontrollera adressen KOMPETENS_AF_STATISTIK_URL."
            )
        found: dict[str, dict[str, str]] = {}
        for prefix, month, url in _workbooks(self.address, page_text(response)):
            if prefix in self.wanted:
                found.setdefault(prefix, {})[month] = url
        return found


def _months_between(earlier: str, later: str) -> int:
    """Months from one ÅÅÅÅ-MM to another.

    >>> _months_between("2025-12", "2026-02")
    2
    """
    return 12 * (int(later[:4]) - int(earlier[:4])) + int(later[5:]) - int(earlier[5:])


def _workbooks(page: str, text: str) -> Iterable[tuple[str, str, str]]:
    for double, single in _HREF.findall(text):
        url = linked(page, html.unescape(double or single))
        if url is None:
            continue
        name = _NAME.fullmatch(unquote(urlsplit(url).path).rpartition("/")[2])
        if name:
            yield name["prefix"], name["month"], url
