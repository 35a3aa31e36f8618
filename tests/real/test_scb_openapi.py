"""Every request to a statistical database, against the official description of its interface. Needs ../shared."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
import requests
import yaml
from openapi_core import Config, OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest
from openapi_core.exceptions import OpenAPIError
from openapi_core.templating.paths.exceptions import PathNotFound
from openapi_core.validation.request.exceptions import InvalidRequestBody, ParameterValidationError

from sources.catalogue.registry import PX_TABLES
from sources.example.adapter import EXAMPLE_BASE, ExampleAdapter
from sources.http import HttpClient
from sources.scb import pxtable
from sources.scb.client import ScbClient
from sources.snapshot import SnapshotStore
from tests.real.served import NEEDS_SHARED, SHARED

pytestmark = NEEDS_SHARED
BASE = f"{EXAMPLE_BASE}/scb/api/v2"
DATA = {"lang": "sv", "outputFormat": "json-stat2"}
REGION = {"variableCode": "Region", "valueCodes": ["14", "1480"]}


class UnknownParameterError(OpenAPIError):
    """A parameter in the query that the description does not have."""


class RecordingAdapter(ExampleAdapter):
    """The made-up world, which remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[requests.PreparedRequest] = []

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        self.requests.append(request)
        return super().send(request, *args, **options)


class Description:
    """The official description, as strict as a server that refuses everything it does not know."""

    def __init__(self, document: dict[str, Any]) -> None:
        config = Config(additional_properties_default_policy="forbid")
        self._api = OpenAPI.from_dict({**document, "servers": [{"url": BASE}]}, config=config)

    def check(self, request: requests.PreparedRequest) -> None:
        """Raise what is wrong with the request."""
        read = self._api.unmarshal_request(RequestsOpenAPIRequest(request))
        read.raise_for_errors()
        # The OpenAPI standard lets a query have more than is described; a misspelt parameter would pass unnoticed.
        asked = {name for name, _ in parse_qsl(urlsplit(str(request.url)).query, keep_blank_values=True)}
        if unknown := asked - set(read.parameters.query):
            raise UnknownParameterError(f"{request.url}: {sorted(unknown)}")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return yaml.safe_load((SHARED / "real/scb/PxAPI-2.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def description(document: dict[str, Any]) -> Description:
    """Corrected in one place, see ``test_the_description_has_the_mistake_that_is_corrected``."""
    corrected = copy.deepcopy(document)
    corrected["components"]["schemas"]["VariableSelection"]["required"] = ["variableCode", "valueCodes"]
    return Description(corrected)


@pytest.fixture
def world() -> RecordingAdapter:
    return RecordingAdapter()


@pytest.fixture
def client(world: RecordingAdapter, description: Description) -> Iterator[ScbClient]:
    """When the test is over, everything that the client has sent is checked, whichever methods were called."""
    yield ScbClient(HttpClient("statistik@exempel.se", world), BASE)
    assert world.requests
    for request in world.requests:
        description.check(request)


def prepared(method: str, path: str, **more: Any) -> requests.PreparedRequest:
    return requests.Request(method, BASE + path, **more).prepare()


def test_the_description_has_the_mistake_that_is_corrected(document: dict[str, Any]):
    """It requires ``values``, which it describes nowhere: by the letter no selection of codes would be allowed."""
    selection = document["components"]["schemas"]["VariableSelection"]
    assert selection["required"] == ["variableCode", "values"]
    assert set(selection["properties"]) == {"variableCode", "codelist", "valueCodes"}
    with pytest.raises(InvalidRequestBody):
        Description(document).check(prepared("POST", "/tables/TAB1/data", json={"selection": [REGION]}, params=DATA))


@pytest.mark.parametrize("entry", PX_TABLES, ids=lambda entry: entry.dataset)
def test_every_request_for_a_table_is_described(entry, world: RecordingAdapter, client: ScbClient, tmp_path: Path):
    store = SnapshotStore(tmp_path / "raw", tmp_path / "tillfalligt", "example")
    (snapshot,) = pxtable.refresh(entry, client, store, "14")
    path = f"/tables/{entry.table_id or snapshot.origin.facts['table']}"
    asked = {(r.method, str(r.url).split("?")[0].removeprefix(BASE)) for r in world.requests}
    assert asked >= {("GET", "/config"), ("GET", f"{path}/metadata"), ("POST", f"{path}/data")}
    assert (("GET", "/tables") in asked) == (not entry.table_id), "searched for when the catalogue has no id"
    named = {v.codelist for turn in entry.turns() for v in turn.variables if v.codelist}
    assert {("GET", f"/codelists/{quote(name)}") for name in named} <= asked


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/config", {}),
        ("/tables", {"lang": "sv", "query": "anställda yrke", "pageNumber": "2", "pageSize": "100"}),
        ("/tables", {"pastDays": "7", "includeDiscontinued": "true"}),
        ("/tables/TAB4434", {"lang": "sv"}),
        ("/tables/TAB4434/metadata", {"lang": "sv"}),
        ("/codelists/agg_RegionNUTS2_2008", {"lang": "sv"}),
    ],
)
def test_what_can_be_read_is_described(path: str, params: dict[str, str], description: Description):
    description.check(prepared("GET", path, params=params))


@pytest.mark.parametrize(
    "selection",
    [
        REGION,
        {**REGION, "codelist": "vs_RegionLän07"},
        {**REGION, "codelist": None},
        {"variableCode": "Tid", "valueCodes": ["top(3)"]},
    ],
)
def test_selections_that_are_described(selection: dict[str, Any], description: Description):
    description.check(prepared("POST", "/tables/TAB4434/data", params=DATA, json={"selection": [selection]}))


@pytest.mark.parametrize(
    ("method", "path", "params", "error"),
    [
        ("GET", "/navigation", {}, PathNotFound),
        ("GET", "/table/TAB4434", {}, PathNotFound),
        ("GET", "/config", {"lang": "sv"}, UnknownParameterError),
        ("GET", "/tables", {"search": "yrke"}, UnknownParameterError),
        ("GET", "/tables", {"search": ""}, UnknownParameterError),
        ("GET", "/tables/TAB4434/metadata", {"language": "sv"}, UnknownParameterError),
        ("GET", "/tables", {"pastDays": "0"}, ParameterValidationError),
        ("GET", "/tables", {"pageSize": "alla"}, OpenAPIError),
        ("PUT", "/tables/TAB4434/data", {}, OpenAPIError),
    ],
)
def test_a_request_that_is_not_described_is_refused(
    method: str, path: str, params: dict[str, str], error: type[Exception], description: Description
):
    with pytest.raises(error):
        description.check(prepared(method, path, params=params))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"selection": REGION},
        {"selection": [{"variableCode": "Region"}]},
        {"selection": [{"valueCodes": ["14"]}]},
        {"selection": [{"variableCode": "Region", "valueCodes": "14"}]},
        {"selection": [{"variableCode": "Region", "valueCodes": [14]}]},
        {"selection": [{"variableCode": "Region", "values": ["14"]}]},
        {"selection": [{**REGION, "outputValues": "single"}]},
        {"selection": [REGION], "query": []},
    ],
)
def test_a_body_that_is_not_described_is_refused(body: dict[str, Any], description: Description):
    with pytest.raises(InvalidRequestBody):
        description.check(prepared("POST", "/tables/TAB4434/data", params=DATA, json=body))


@pytest.mark.parametrize("params", [{"outputFormat": "json-stat"}, {"outputFormat": ""}, {"format": "json-stat2"}])
def test_a_wrong_way_to_ask_for_the_format_is_refused(params: dict[str, str], description: Description):
    request = prepared("POST", "/tables/TAB4434/data", params=params, json={"selection": [REGION]})
    with pytest.raises(OpenAPIError):
        description.check(request)


def test_a_mistake_in_the_client_would_be_seen(world: RecordingAdapter, client: ScbClient, description: Description):
    client.metadata("TAB4434")
    mistaken = world.requests[-1].copy()
    mistaken.prepare_url(mistaken.url, {"valuecodes": "14"})
    with pytest.raises(UnknownParameterError):
        description.check(mistaken)
