"""Resources: the locked home, the sources, the check log and the gate."""

from collections.abc import Iterator
from typing import Any, cast

import dagster as dg

from assets.contracts.model import TableContract
from assets.home import Home
from assets.lineage import LINEAGE
from assets.reference import counties
from checks.asset_checks import RunCheckLog
from checks.gate import CheckLog, Gate
from checks.tables import Tables, tables_in
from pipelines.door import Door
from pipelines.editions import Editions
from pipelines.io_managers import HomeIOManager
from pipelines.made_up_forms import put_made_up_forms
from pipelines.running_code import running_code
from pipelines.settings import Settings
from sources.example.adapter import EXAMPLE_BASE, ExampleAdapter
from sources.http import HttpClient
from sources.progress import Watch, unwatched
from sources.session import Addresses, Sources
from sources.snapshot import SnapshotStore


def addresses(settings: Settings) -> Addresses:
    """Where the sources answer; the made-up world has addresses that cannot exist."""
    if settings.source == "example":
        base = EXAMPLE_BASE
        return Addresses(f"{base}/scb/api/v2", f"{base}/af-data", f"{base}/af-statistik", f"{base}/jobstream")
    return Addresses(settings.scb_url, settings.af_data_url, settings.af_statistik_url, settings.jobstream_url)


def snapshot_store(settings: Settings, home: Home) -> SnapshotStore:
    """The home's snapshots, and those of the other counties beside it.

    In the made-up world every county's nation is its own, and nothing is shared.
    """
    if settings.source == "example":
        return SnapshotStore(home.raw, home.scratch, "example")
    beside = [Home(home.root.parent / code).raw for code in counties() if code != home.root.name]
    return SnapshotStore(home.raw, home.scratch, "live", beside)


def judged_tables(home: Home) -> Tables:
    """The home's tables, as judges and the gate know them."""
    return tables_in(home, lambda table: [r for r in LINEAGE.reads(table) if isinstance(r, TableContract)])


def resources(settings: Settings, require_fresh: bool = False, watch: Watch = unwatched) -> dict[str, Any]:
    """Everything the assets ask for by name.

    Every run needs ``io_manager`` or ``home``; ``home`` takes the lock before anything is written and holds it to the
    end of the run.
    """

    @dg.resource(description="Hemmet: mappar för läge och län, låst under körningen")
    def home(context: dg.InitResourceContext) -> Iterator[Home]:
        run = context.run_id or "okänd"
        with Home(settings.home).locked(f"körning {run[:8]}") as held:
            yield held

    @dg.resource(required_resource_keys={"home"}, description="Källorna")
    def sources(context: dg.InitResourceContext) -> Sources:
        adapter = ExampleAdapter(county=settings.region) if settings.source == "example" else None
        held: Home = context.resources.home
        store = snapshot_store(settings, held)
        store.require_clock()
        if settings.source == "example":
            put_made_up_forms(held, store, settings.region)
        return Sources(
            HttpClient(settings.contact, adapter),
            store,
            addresses(settings),
            settings.region,
            settings.ads_from,
            Door(held.scratch, settings.region, held.judged),
            offline=settings.source == "archive",
            require_fresh=require_fresh,
            watch=watch,
        )

    @dg.resource(required_resource_keys={"home", "code"}, description="Kontrollernas utfall")
    def check_log(context: dg.InitResourceContext) -> CheckLog:
        home: Home = context.resources.home
        instance = cast(dg.DagsterInstance, context.instance)
        return RunCheckLog(home, judged_tables(home), instance, context.resources.code)

    @dg.resource(required_resource_keys={"check_log"}, description="Grinden: inget publiceras runt en röd kontroll")
    def gate(context: dg.InitResourceContext) -> Gate:
        return Gate(context.resources.check_log)

    @dg.resource(required_resource_keys={"home"}, description="De frysta utgåvorna")
    def editions(context: dg.InitResourceContext) -> Editions:
        offline = settings.source == "archive"
        return Editions(context.resources.home, settings.publisher, offline, settings.public_contact)

    @dg.io_manager(required_resource_keys={"home"}, description="Parquet mellan tabellerna")
    def io_manager(context: dg.InitResourceContext) -> HomeIOManager:
        return HomeIOManager(context.resources.home, snapshot_store(settings, context.resources.home))

    return {
        "home": home,
        "sources": sources,
        "check_log": check_log,
        "gate": gate,
        "io_manager": io_manager,
        "county": settings.region,
        "editions": editions,
        "code": dg.ResourceDefinition(lambda _: running_code(), description="Kodens och bibliotekens kontrollsumma"),
    }
