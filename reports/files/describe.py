"""Machine-readable descriptions of what is published: Data Package v2 and DCAT-AP-SE 3, from the contracts and mart.kalla."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa

from assets.contracts.model import Column, Record, TableContract
from assets.contracts.registry import PUBLISHED
from assets.files import sha256
from reports import texts
from reports.files.csv_files import DECIMAL, DELIMITER
from reports.files.parquet import FORMATS, table_path
from reports.publish.edition_name import WORKING
from reports.source_lines import source_and_title
from reports.warehouse import Warehouse, sources_of

PACKAGE, CATALOG = "datapackage.json", "catalog.rdf"
LICENCES_PAGE = "metadata/kallor.html"
"""Where the licences of the sources stand in words."""
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
_MEDIA_TYPES = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}
_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "spdx": "http://spdx.org/rdf/terms#",
}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SWEDISH = "http://publications.europa.eu/resource/authority/language/SWE"
_THEME = "http://publications.europa.eu/resource/authority/data-theme/SOCI"
_AUTHORITY = "http://purl.org/adms/publishertype/RegionalAuthority"
_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_HERE = "./"
_SERIES, _CONTACT = "#serie", "#kontakt"
_SERIES_TITLE = "Länets kompetensbehov, alla tabeller"
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_SUBJECT = "Länets kompetensbehov"
_ABOUT = (
    "Anställda, annonser, inskrivna arbetslösa, utbildning och bedömningar per yrke, i länet, delregionerna och kommunerna. "
    "Bedömningarna är inte officiell statistik."
)


@dataclass(frozen=True)
class _File:
    size: int
    sha256: str


def write_descriptions(warehouse: Warehouse, folder: Path) -> list[str]:
    """Write both beside the tables that they describe.

    Args:
        warehouse: what the tables were read of.
        folder: where the formats' folders lie.

    Returns:
        The two files' paths in the folder.
    """
    paths = [table_path(contract, form, warehouse.suffix) for contract in PUBLISHED for form in FORMATS]
    files = {path: _File((folder / path).stat().st_size, sha256(folder / path)) for path in paths}
    package = json.dumps(data_package(warehouse, files), ensure_ascii=False, indent=1)
    (folder / PACKAGE).write_text(package + "\n", encoding="utf-8")
    (folder / CATALOG).write_bytes(catalog(warehouse, files))
    return [PACKAGE, CATALOG]


def data_package(warehouse: Warehouse, files: Mapping[str, _File]) -> dict[str, Any]:
    """The tables as a Data Package: every file with its columns, key, size and checksum.

    Args:
        warehouse: what the tables were read of.
        files: path of every table's file → what is known of it.

    Returns:
        JSON-ready.
    """
    return {
        "$schema": _PROFILE,
        "name": "kompetensbehov",
        "title": _title(warehouse, _SUBJECT),
        "description": _ABOUT,
        "version": _version(warehouse),
        "created": warehouse.fetched,
        "licenses": _package_licences(warehouse.sources),
        "contributors": [{"title": warehouse.publisher, "roles": ["publisher"]}],
        "sources": [_source(row) for row in warehouse.sources],
        "resources": [_resource(warehouse, c, form, files) for c in PUBLISHED for form in FORMATS],
    }


def _resource(warehouse: Warehouse, contract: TableContract, form: str, files: Mapping[str, _File]) -> dict[str, Any]:
    path = table_path(contract, form, warehouse.suffix)
    own = sources_of(warehouse, contract)
    delimited = form == "csv"
    return {
        "name": contract.name if delimited else f"{contract.name}-{form}",
        "type": "table",
        "title": _title(warehouse, contract.title),
        "description": contract.description,
        "path": path,
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        **({"encoding": "utf-8", "dialect": {"delimiter": DELIMITER, "lineTerminator": "\n"}} if delimited else {}),
        "bytes": files[path].size,
        "hash": f"sha256:{files[path].sha256}",
        **({"sources": [_source(row) for row in own], "licenses": _package_licences(own)} if own else {}),
        "schema": {
            "fields": [_field(column, delimited) for column in contract.columns],
            "primaryKey": list(contract.key),
            "missingValues": [""],
        },
    }


def _field(column: Column, delimited: bool) -> dict[str, Any]:
    kind = _field_type(column.type)
    return {
        "name": column.name,
        "type": kind,
        **({"title": column.term} if column.term else {}),
        "description": column.description,
        **({"unit": column.unit} if column.unit else {}),
        **({"decimalChar": DECIMAL} if delimited and kind == "number" else {}),
        **({"constraints": {"enum": list(column.allowed)}} if column.allowed else {}),
    }


def _field_type(kind: pa.DataType) -> str:
    """The Table Schema's name of an Arrow type.

    >>> [_field_type(kind) for kind in (pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.bool_())]
    ['string', 'integer', 'number', 'date', 'boolean']
    """
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_floating(kind):
        return "number"
    if pa.types.is_date(kind):
        return "date"
    return "boolean" if pa.types.is_boolean(kind) else "string"


def _source(row: Record) -> dict[str, str]:
    found = {"title": source_and_title(row), "version": str(row["hamtad"])}
    return {**found, "path": str(row["lank"])} if row["lank"] else found


def _package_licences(sources: Sequence[Record]) -> list[dict[str, str]]:
    """Every licence of the sources once; one that is a sentence is called other, and its words are the title."""
    named = dict.fromkeys(str(row["licens"]) for row in sources)
    return [
        {"name": "CC0-1.0", "path": _CC0, "title": "CC0 1.0"}
        if licence == "CC0"
        else {"name": "other-at", "path": LICENCES_PAGE, "title": licence}
        for licence in named
    ]


def _title(warehouse: Warehouse, title: str) -> str:
    return f"{texts.EXAMPLE} – {title}" if warehouse.example else title


def _version(warehouse: Warehouse) -> str:
    """The edition, or the day of working figures."""
    return warehouse.date if warehouse.name == WORKING else warehouse.name


def catalog(warehouse: Warehouse, files: Mapping[str, _File]) -> bytes:
    """The tables as DCAT-AP-SE 3 in RDF/XML: a dataset per table in one series, its formats as distributions.

    Addresses are relative to the file, so that they hold wherever the folder is published.
    """
    for prefix, namespace in _NAMESPACES.items():
        ElementTree.register_namespace(prefix, namespace)
    root = _element(None, "rdf:RDF")
    root.set("{http://www.w3.org/XML/1998/namespace}base", _HERE)
    head = _described(root, "dcat:Catalog", "#katalog", _title(warehouse, _SUBJECT), _ABOUT)
    _publisher(head)
    _resource_of(head, "dcterms:license", LICENCES_PAGE)
    _resource_of(head, "dcterms:language", _SWEDISH)
    contact = contact_address(warehouse.contact)
    if contact:
        _resource_of(head, "dcat:contactPoint", _CONTACT)
    for contract in PUBLISHED:
        _resource_of(head, "dcat:dataset", f"#{contract.name}")
    series = _described(root, "dcat:DatasetSeries", _SERIES, _title(warehouse, _SERIES_TITLE), _ABOUT)
    _publisher(series)
    if contact:
        _resource_of(series, "dcat:contactPoint", _CONTACT)
        _contact_point(root, warehouse.publisher, contact)
    agent = _element(root, "foaf:Agent", about="#avsandare")
    _text(agent, "foaf:name", warehouse.publisher, language="sv")
    _resource_of(agent, "dcterms:type", _AUTHORITY)
    for licence in (LICENCES_PAGE, _CC0):
        _element(root, "dcterms:LicenseDocument", about=licence)
    for contract in PUBLISHED:
        _dataset(root, warehouse, contract, files)
    ElementTree.indent(root, " ")
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def contact_address(contact: str) -> str:
    """A contact as an address that programs follow; empty when it is none, as a name or a telephone number.

    >>> contact_address("namn@exempel.se"), contact_address("https://exempel.se/fraga"), contact_address("se README")
    ('mailto:namn@exempel.se', 'https://exempel.se/fraga', '')
    """
    if _EMAIL.fullmatch(contact):
        return f"mailto:{contact}"
    return contact if contact.startswith(("https://", "http://")) else ""


def _contact_point(root: ElementTree.Element, publisher: str, address: str) -> None:
    card = _element(root, "vcard:Organization", about=_CONTACT)
    _text(card, "vcard:fn", publisher)
    _resource_of(card, "vcard:hasEmail" if address.startswith("mailto:") else "vcard:hasURL", address)


def of_folder(text: str, folder: str) -> str:
    """A catalogue as it is said from above the folder that it describes.

    >>> of_folder('<rdf:RDF xml:base="./">', "utgavor/2026-12")
    '<rdf:RDF xml:base="utgavor/2026-12/">'
    """
    return text.replace(f'xml:base="{_HERE}"', f'xml:base="{folder}/"', 1)


def _dataset(
    root: ElementTree.Element, warehouse: Warehouse, contract: TableContract, files: Mapping[str, _File]
) -> None:
    identity = f"#{contract.name}"
    dataset = _described(root, "dcat:Dataset", identity, _title(warehouse, contract.title), contract.description)
    _publisher(dataset)
    _resource_of(dataset, "dcat:inSeries", _SERIES)
    if contact_address(warehouse.contact):
        _resource_of(dataset, "dcat:contactPoint", _CONTACT)
    _text(dataset, "dcat:version", _version(warehouse))
    _text(dataset, "dcterms:issued", warehouse.date, datatype="date")
    _resource_of(dataset, "dcterms:language", _SWEDISH)
    _resource_of(dataset, "dcat:theme", _THEME)
    own = sources_of(warehouse, contract)
    for address in dict.fromkeys(str(row["lank"]) for row in own if row["lank"]):
        _resource_of(dataset, "dcterms:source", address)
    free = bool(own) and all(row["licens"] == "CC0" for row in own)
    for form in FORMATS:
        path = table_path(contract, form, warehouse.suffix)
        _resource_of(dataset, "dcat:distribution", f"{identity}-{form}")
        distribution = _element(root, "dcat:Distribution", about=f"{identity}-{form}")
        _text(distribution, "dcterms:title", f"{_title(warehouse, contract.title)} ({form})", language="sv")
        for name in ("dcat:accessURL", "dcat:downloadURL"):
            _resource_of(distribution, name, path)
        _resource_of(distribution, "dcterms:license", _CC0 if free else LICENCES_PAGE)
        media = f"https://www.iana.org/assignments/media-types/{_MEDIA_TYPES[form]}"
        _resource_of(distribution, "dcat:mediaType", media)
        _text(distribution, "dcat:byteSize", str(files[path].size), datatype="nonNegativeInteger")
        checksum = _element(_element(distribution, "spdx:checksum"), "spdx:Checksum")
        _resource_of(checksum, "spdx:algorithm", _SHA256)
        _text(checksum, "spdx:checksumValue", files[path].sha256, datatype="hexBinary")


def _described(
    root: ElementTree.Element, kind: str, identity: str, title: str, description: str
) -> ElementTree.Element:
    made = _element(root, kind, about=identity)
    _text(made, "dcterms:title", title, language="sv")
    _text(made, "dcterms:description", description, language="sv")
    return made


def _publisher(parent: ElementTree.Element) -> None:
    _resource_of(parent, "dcterms:publisher", "#avsandare")


def _name(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def _element(parent: ElementTree.Element | None, name: str, about: str = "") -> ElementTree.Element:
    made = ElementTree.Element(_name(name)) if parent is None else ElementTree.SubElement(parent, _name(name))
    if about:
        made.set(_name("rdf:about"), about)
    return made


def _text(parent: ElementTree.Element, name: str, text: str, language: str = "", datatype: str = "") -> None:
    made = _element(parent, name)
    made.text = text
    if language:
        made.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    if datatype:
        made.set(_name("rdf:datatype"), _XSD + datatype)


def _resource_of(parent: ElementTree.Element, name: str, address: str) -> None:
    _element(parent, name).set(_name("rdf:resource"), address)
