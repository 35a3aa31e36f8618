"""Jobs: what runs together."""

import dagster as dg


@dg.success_hook(name="radvis")
def print_step(context: dg.HookContext) -> None:
    """One plain line per finished step, for the terminal and the step's log."""
    print(f"  klar: {context.op.name.replace('__', '/')}", flush=True)


NIGHTLY = dg.define_asset_job(
    "nattlig",
    selection=dg.AssetSelection.all(),
    hooks={print_step},
    description="Hela flödet: hämta det som är nytt, kontrollera, räkna, bygg lagret och publicera löpande siffror.",
)
