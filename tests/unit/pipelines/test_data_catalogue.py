from __future__ import annotations

from assets.tables import CONTRACTS
from pipelines import data_catalogue
from sources.catalog import CATALOG


def test_the_written_catalogue_is_current():
    assert data_catalogue.TARGET.read_text(encoding="utf-8") == data_catalogue.text(), "kör make docs"


def test_every_table_column_and_source_is_in_it():
    text = data_catalogue.text()
    assert all(f"(`{entry.dataset}`)" in text for entry in CATALOG)
    for contract in CONTRACTS:
        assert f"### `{contract.name}`: {contract.title}" in text
        assert all(f"| `{column.name}` |" in text for column in contract.columns)
        assert all(caveat in text for caveat in contract.caveats)
