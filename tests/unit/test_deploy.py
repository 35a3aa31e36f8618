"""What lies in deploy/, as far as it can be read by the programs that it is for."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest
import yaml
from dagster._cli.api import grpc_command
from dagster._core.instance.config import dagster_instance_config
from dagster._core.workspace.load import location_origins_from_yaml_paths
from dagster._daemon.cli import run_command
from dagster_webserver.cli import dagster_webserver

from pipelines.dagster_queue import HomeQueue
from pipelines.instance import on_postgres
from pipelines.settings import DEFAULTS, PREFIX

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
VALUES = yaml.safe_load((DEPLOY / "kubernetes/values.yaml").read_text(encoding="utf-8"))
WITH_STORE = yaml.safe_load((DEPLOY / "kubernetes/values-objektlager.yaml").read_text(encoding="utf-8"))
UNITS = sorted((DEPLOY / "systemd").iterdir())
PROGRAMS: dict[str, click.Command] = {
    "dagster api grpc": grpc_command,
    "dagster-daemon run": run_command,
    "dagster-webserver": dagster_webserver,
}
NOT_TRIED = "Inte prövat"


def understood(words: list[str]) -> str:
    """Which program of Dagster's a command is, when its own parser takes every word; else the parser's complaint is raised."""
    line = " ".join(words)
    name = next(name for name in PROGRAMS if line.startswith(name))
    PROGRAMS[name].make_context(name, words[len(name.split()) :])
    return name


def commands() -> dict[str, list[str]]:
    """Every command line of Dagster's that is started somewhere."""
    found = {
        f"compose {name}": service["command"] for name, service in COMPOSE["services"].items() if name != "postgres"
    }
    for name, words in found.items():
        if words[0] == "sh":
            before, line = words[2].split(" && exec ")
            assert before == "python -m pipelines.code_server", name
            found[name] = line.split()
    for unit in UNITS:
        (line,) = re.findall(r"^ExecStart=(.+)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
        words = line.replace("%i", "14").split()
        found[unit.name] = [Path(words[0]).name, *words[1:]]
    for each in VALUES["dagster-user-deployments"]["deployments"]:
        args = each["dagsterApiGrpcArgs"]
        found[f"values {each['name']}"] = ["dagster", "api", "grpc", "-h", "0.0.0.0", "-p", str(each["port"]), *args]
    return found


def test_every_command_is_one_that_dagster_understands():
    found = commands()
    assert found.pop("compose hem") == ["python", "-m", "pipelines.instance"]
    # Where project and settings will lie.
    places = (("/opt/kompetens", str(ROOT)), ("/etc/kompetens", str(DEPLOY)))
    for each in found.values():
        for there, here in places:
            each[:] = [word.replace(there, here) for word in each]
    kinds = [understood(each) for each in found.values()]
    assert {kind: kinds.count(kind) for kind in PROGRAMS} == {
        "dagster api grpc": 5,
        "dagster-daemon run": 2,
        "dagster-webserver": 4,
    }
    with pytest.raises(click.NoSuchOption):
        understood(["dagster-webserver", "--skrivskyddad"])


def test_who_may_only_look_has_a_web_server_of_its_own():
    web = {name: words for name, words in commands().items() if words[0] == "dagster-webserver"}
    assert {name for name, words in web.items() if "--read-only" in words} == {
        "compose insyn",
        "kompetens-insyn.service",
    }
    assert VALUES["dagsterWebserver"]["enableReadOnly"] is True


def test_code_servers_are_where_web_server_and_daemon_look_for_them():
    found = commands()
    for file, started in (
        (
            "compose-workspace.yaml",
            {n.removeprefix("compose "): w for n, w in found.items() if "kod-" in n and "compose" in n},
        ),
        ("workspace.yaml", {"127.0.0.1": found["kompetens-kod@.service"]}),
    ):
        named = {o.location_name: o for o in location_origins_from_yaml_paths([str(DEPLOY / file)])}
        assert set(named) == {"lan-14", "lan-12"}
        for host, words in started.items():
            name = words[words.index("--location-name") + 1]
            assert (named[name].host, str(named[name].port)) == (host, words[words.index("-p") + 1])


def test_nothing_but_this_machine_reaches_what_compose_starts():
    assert {name: s["ports"] for name, s in COMPOSE["services"].items() if "ports" in s} == {
        "webb": ["127.0.0.1:3000:3000"],
        "insyn": ["127.0.0.1:3001:3001"],
    }
    assert [unit.name for unit in UNITS if "0.0.0.0" in unit.read_text(encoding="utf-8")] == []


def test_each_county_has_a_code_server_for_its_home_alone():
    counties = [
        s["environment"]["KOMPETENS_REGION"] for name, s in COMPOSE["services"].items() if name.startswith("kod-")
    ]
    pods = [each["env"]["KOMPETENS_REGION"] for each in VALUES["dagster-user-deployments"]["deployments"]]
    volumes = [
        each["volumes"][0]["persistentVolumeClaim"]["claimName"]
        for each in VALUES["dagster-user-deployments"]["deployments"]
    ]
    assert counties == pods == ["14", "12"]
    assert volumes == [f"kompetens-{county}" for county in pods]


def test_only_settings_that_exist_are_named():
    files = [path for path in DEPLOY.rglob("*") if path.is_file()]
    named = {name for path in files for name in re.findall(rf"{PREFIX}[A-Z_]+", path.read_text(encoding="utf-8"))}
    assert named <= {PREFIX + name for name in DEFAULTS}
    assert named >= {"KOMPETENS_HOME", "KOMPETENS_REGION", "KOMPETENS_DAGSTER_POSTGRES"}


def test_queue_and_launcher_of_kubernetes_are_what_dagster_reads_and_what_we_write(tmp_path: Path):
    queue = VALUES["runCoordinator"]["config"]["customRunCoordinator"]
    launcher = VALUES["runLauncher"]["config"]["customRunLauncher"]
    written = {"run_coordinator": queue, "run_launcher": launcher}
    (tmp_path / "dagster.yaml").write_text(yaml.safe_dump(written), encoding="utf-8")
    found, _ = dagster_instance_config(str(tmp_path))
    assert found["run_launcher"]["class"] == "DefaultRunLauncher"
    ours = on_postgres({}, 2)
    assert (queue["module"], queue["class"]) == (HomeQueue.__module__, HomeQueue.__name__)
    assert queue["config"] == ours["concurrency"]["runs"]
    # What the class itself takes.
    made = HomeQueue.from_config_value(None, queue["config"])  # type: ignore[arg-type]
    assert made.get_run_queue_config().max_concurrent_runs == 2


def test_with_an_object_store_each_run_has_its_own_pod_and_no_home_lies_on_a_volume_that_two_could_share():
    assert WITH_STORE["runLauncher"]["type"] == "K8sRunLauncher"
    assert WITH_STORE["runLauncher"]["config"].keys() == {"k8sRunLauncher"}
    before = VALUES["dagster-user-deployments"]["deployments"]
    after = WITH_STORE["dagster-user-deployments"]["deployments"]
    # A list of Helm's is replaced whole: what is not another thing must be said again, the same.
    same = ("name", "image", "dagsterApiGrpcArgs", "port", "volumeMounts")
    assert [{key: each[key] for key in same} for each in after] == [{key: each[key] for key in same} for each in before]
    for old, new in zip(before, after, strict=True):
        assert old["env"].items() <= new["env"].items()
        assert new["includeConfigInLaunchedRuns"] == {"enabled": True}
        assert [volume.keys() - {"name"} for volume in new["volumes"]] == [{"emptyDir"}]
        assert {"name": "kompetens-lager"} in new["envSecrets"]


def test_no_key_is_written_anywhere():
    for path in (path for path in DEPLOY.rglob("*") if path.is_file()):
        assert not re.search(r"AWS_\w+\s*[:=]\s*\S", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(
    "path",
    [
        *UNITS,
        *(
            DEPLOY / name
            for name in ("compose.yaml", "Dockerfile", "kubernetes/values.yaml", "kubernetes/values-objektlager.yaml")
        ),
    ],
)
def test_what_nobody_has_started_says_so(path: Path):
    assert NOT_TRIED in path.read_text(encoding="utf-8").splitlines()[0]


def read_by_systemd(folder: Path, text: str) -> str:
    """What systemd has to say of a unit, with programs and folders that this machine has instead of the real ones."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze saknas")
    here = re.sub(r"/opt/kompetens/\.venv/bin/[\w-]+", "/bin/true", text).replace("User=kompetens", "User=root")
    unit = folder / "prov@14.service"
    unit.write_text(here, encoding="utf-8")
    done = subprocess.run([program, "verify", str(unit)], capture_output=True, text=True, timeout=60, check=False)
    return "\n".join(line for line in (done.stdout + done.stderr).splitlines() if unit.name in line)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_has_nothing_to_say_of_a_unit_and_would_have(tmp_path: Path, unit: Path):
    text = unit.read_text(encoding="utf-8")
    assert read_by_systemd(tmp_path, text) == ""
    before = "code_server" if "api grpc" in text else "instance"
    assert re.findall(r"^ExecStartPre=.+/python -m pipelines\.(.+)$", text, re.MULTILINE) == [before]
    # Left to themselves the old and the new would listen on one port.
    assert "KillMode=mixed" in text
    assert "TimeoutStopSec=60" in text
    assert "KilMode" in read_by_systemd(tmp_path, text.replace("KillMode", "KilMode"))
