"""Rows that are cards on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from reports.warehouse import read_warehouse
from tests.unit.reports.web.test_pages import every_page


def test_a_card_says_the_whole_heading_of_each_number(kept_databases: Callable[..., Path]):
    """A heading's second line has the unit and the year, which cards would lose."""
    made = every_page(read_warehouse(kept_databases("example", "2026-12", "2026-06")))
    lost, seen = [], 0
    for path, text in made.items():
        for table in re.findall(r'<table class="kortrad(?:(?!</table>).)*</table>', text, re.DOTALL):
            heads = re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", table[: table.index("</thead>")], re.DOTALL)
            small = [re.findall(r"<small>(.*?)</small>", head) for head in heads]
            row = re.search(r"<tbody>\s*<tr.*?</tr>", table, re.DOTALL)
            labels = re.findall(r'<td[^>]*? data-l="([^"]*)"', row[0]) if row else []
            if len(labels) != len(heads) - 1:
                continue
            for under, label in zip(small[1:], labels, strict=True):
                seen += len(under)
                lost += [(path, said, label) for said in under if said not in label]
    assert seen > 20
    assert lost == []
