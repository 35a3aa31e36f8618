"""Resources: the locked home, the sources, the check log and the gate."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import dagster as dg

from assets.candidate import same_in_every_county
from assets.contracts.model import TableContract
from assets.home import Home
from assets.lineage import LINEAGE
from assets.reference.areas import NATION
from assets.swedish_time import minute
from checks.asset_checks import RunCheckLog
from checks.gate import CheckLog, Gate
from checks.tables import Tables, tables_in
from pipelines.door import Door
from pipelines.editions import Editions
from pipelines.held_home import held, level
from pipelines.io_managers import HomeIOManager
from pipelines.made_up_forms import put_made_up_forms
from pipelines.running_code import running_code
from pipelines.say import Say
from pipelines.settings import MADE_UP_COUNTY, MADE_UP_NATION, Settings
from sources.example.adapter import EXAMPLE_BASE, EXAMPLE_NOW, ExampleAdapter
from sources.http import HttpClient
from sources.nation import Nation, newest
from sources.progress import Watch, unwatched
from sources.session import Addresses, Sources, every_source
from sources.snapshot import SnapshotStore, now_utc


def addresses(settings: Settings) -> Addresses:
    """Where the sources answer; the made-up world has addresses that cannot exist."""
    if settings.made_up:
        base = EXAMPLE_BASE
        return Addresses(f"{base}/scb/api/v2", f"{base}/af-data", f"{base}/af-statistik", f"{base}/jobstream")
    return Addresses(settings.scb_url, settings.af_data_url, settings.af_statistik_url, settings.jobstream_url)


def snapshot_store(settings: Settings, home: Home) -> SnapshotStore:
    """The home's snapshots, and those of the other counties beside it.

    In the made-up world of a county the nation is its own, and nothing is shared.
    """
    beside = [] if settings.source == MADE_UP_COUNTY else [other.raw for other in home.beside]
    return SnapshotStore(home.raw, home.scratch, settings.origin, beside)


def standing_nation(settings: Settings, scratch: Path, say: Say) -> Nation:
    """What has been fetched for every county in this mode, as it now stands; brought down first where there is an object store.

    Raises:
        SourceUnavailable: nothing has.
    """
    of_all = replace(settings, region=NATION, on_nation=False)
    level(of_all, f"{settings.said_place} tar sin del av riket", say)
    whole = Home(of_all.home)
    found = newest(SnapshotStore(whole.raw, scratch, settings.origin))
    say(f"Bygger på riket {found.digest[:12]}, hämtat {minute(found.at)}. Ingen källa frågas.")
    return found


def judged_tables(home: Home) -> Tables:
    """The home's tables, as judges and the gate know them."""
    return tables_in(home, lambda table: [r for r in LINEAGE.reads(table) if isinstance(r, TableContract)])


def _aloud_and_logged(text: str) -> None:
    dg.get_dagster_logger().info(text)
    print(f"  {text}", flush=True)


def resources(settings: Settings, require_fresh: bool = False, watch: Watch = unwatched) -> dict[str, Any]:
    """Everything the assets ask for by name.

    Every run needs ``io_manager`` or ``home``; ``home`` takes the lock before anything is written and holds it to the
    end of the run.
    """

    @dg.resource(description="Hemmet: mappar för läge och län, låst under körningen")
    def home(context: dg.InitResourceContext) -> Iterator[Home]:
        run = context.run_id or "okänd"
        with held(settings, f"körning {run[:8]}", _aloud_and_logged) as mine:
            yield mine

    @dg.resource(required_resource_keys={"home"}, description="Källorna")
    def sources(context: dg.InitResourceContext) -> Sources:
        of_world = NATION if settings.source == MADE_UP_NATION else settings.region
        adapter = ExampleAdapter(county=of_world) if settings.made_up else None
        home: Home = context.resources.home
        store = snapshot_store(settings, home)
        store.require_clock()
        if settings.made_up and not settings.whole_country:
            put_made_up_forms(home, store, settings.region)
        return Sources(
            HttpClient(settings.contact, adapter),
            store,
            addresses(settings),
            settings.region,
            settings.ads_from,
            Door(home.scratch, settings.region, home.judged),
            judges=same_in_every_county if settings.whole_country else every_source,
            nation=standing_nation(settings, home.scratch, _aloud_and_logged) if settings.on_nation else None,
            offline=settings.source == "archive",
            require_fresh=require_fresh,
            watch=watch,
            clock=(lambda: EXAMPLE_NOW) if settings.made_up else now_utc,
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
        "code": dg.ResourceDefinition(
            lambda _: running_code().of_tables,
            description="Kontrollsumma av den kod som räknar och prövar tabeller, och av biblioteken",
        ),
        "report_code": dg.ResourceDefinition(
            lambda _: running_code().of_reports, description="Kontrollsumma av all kod och biblioteken"
        ),
    }
