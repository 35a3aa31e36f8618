"""Jobs: what runs together."""

from collections.abc import Iterable

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition
from pydantic import Field

from pipelines.dagster_queue import HOME_TAG
from pipelines.errors import spoken_errors
from pipelines.quarantine import decided
from pipelines.resources import snapshot_store
from pipelines.settings import WHOLE_COUNTRY, Settings

NIGHTLY, EDITION = "nattlig", "utgava"
"""The jobs of a county's whole flow."""
NATION_JOB, COUNTY_JOB = WHOLE_COUNTRY, "lan"
"""The jobs of the whole country: what every county needs, and a county on it."""
WHOLE_FLOWS = (NIGHTLY, EDITION, NATION_JOB)
"""Jobs that leave a home as new when all of them has been run."""


@dg.success_hook(name="radvis")
def print_step(context: dg.HookContext) -> None:
    """One plain line per finished step, for the terminal and the step's log."""
    print(f"  klar: {context.op.name.replace('__', '/')}", flush=True)


@dg.failure_hook(name="varfor")
def say_why(context: dg.HookContext) -> None:
    """The reason as one sentence on a line of its own in the run's log, above any trace."""
    error = context.op_exception
    if type(error).__name__ in spoken_errors():
        context.log.error(f"Varför det stannade: {error}")


def of_home(settings: Settings) -> dict[str, str]:
    """The tag by which a run is known to be of a home: one Dagster keeps the runs of all homes in a data folder."""
    return {HOME_TAG: settings.home_name}


def nightly_job(settings: Settings) -> UnresolvedAssetJobDefinition:
    """The whole flow, with working figures."""
    return dg.define_asset_job(
        NIGHTLY,
        selection=dg.AssetSelection.all(),
        hooks={print_step, say_why},
        tags=of_home(settings),
        description="Hela flödet: hämta det som är nytt, kontrollera, räkna, bygg lagret och publicera löpande siffror.",
    )


def edition_job(settings: Settings) -> UnresolvedAssetJobDefinition:
    """The whole flow, into an edition."""
    return dg.define_asset_job(
        EDITION,
        selection=dg.AssetSelection.all(),
        hooks={print_step, say_why},
        tags=of_home(settings),
        config={"ops": {"uppdrag__utgava": {"config": {"utgava": "ÅÅÅÅ-MM", "rattelse": ""}}}},
        description="Fryser en utgåva: hela flödet, och resultatet ändras sedan aldrig. Välj pilen bredvid Materialize all och "
        "Open launchpad, skriv utgåvans namn (år-månad, till exempel 2026-12) i stället för ÅÅÅÅ-MM och välj Materialize. Fyll "
        "i rattelse (ett skäl) bara när en fryst utgåva ska rättas.",
    )


class DecisionConfig(dg.Config):
    """Which answer is decided about, and why."""

    underlag: str = Field(description="Underlagets namn, som det står i mart.kalla: till exempel scb_tab4434.")
    skal: str = Field(
        description="Varför, i ord som en läsare förstår. Visas i mart.kalla och på kvalitetssidan, med ditt namn."
    )


def decision_jobs(settings: Settings) -> list[dg.JobDefinition]:
    """Accepting and rejecting what waits in quarantine."""
    return [
        _decision_job(
            settings,
            "godkann_svar",
            accept=True,
            description="Godkänn ett svar som ligger i karantän. Välj Launchpad, skriv underlagets namn och skälet, och välj "
            "Launch run. Vad som skiljer står på underlagets sida under raw och i mart.kalla. Kör sedan nattlig.",
        ),
        _decision_job(
            settings,
            "avvisa_svar",
            accept=False,
            description="Avvisa ett svar som ligger i karantän. Det används aldrig, och frågas inte om igen förrän källan har ändrat "
            "sig. Välj Launchpad, skriv underlagets namn och skälet, och välj Launch run.",
        ),
    ]


def _decision_job(settings: Settings, name: str, *, accept: bool, description: str) -> dg.JobDefinition:
    @dg.op(name=f"{name}_i_karantan", required_resource_keys={"home"})
    def decision(context: dg.OpExecutionContext, config: DecisionConfig) -> None:
        store = snapshot_store(settings, context.resources.home)
        for line in decided(store, config.underlag.strip(), config.skal, accept=accept):
            context.log.info(line)

    @dg.job(
        name=name,
        description=description,
        hooks={say_why},
        tags=of_home(settings),
        config={"ops": {f"{name}_i_karantan": {"config": {"underlag": "", "skal": ""}}}},
    )
    def job() -> None:
        decision()

    return job


def draft_jobs(settings: Settings, reports: Iterable[dg.AssetsDefinition]) -> list[UnresolvedAssetJobDefinition]:
    """One job per report that is published: its draft alone, out of the warehouse as it is."""
    return [
        dg.define_asset_job(
            f"utkast_{report.key.path[-1]}",
            selection=dg.AssetSelection.assets(report.key),
            hooks={print_step, say_why},
            tags=of_home(settings),
            description="Bygger ett utkast av den här rapporten ur lagret som det är. Inget hämtas och inget publiceras.",
        )
        for report in reports
        if report.key.path[0] == "rapport"
    ]
