"""A portal that the workers of a Dask cluster have made is the one that this machine makes alone.

The schedulers and workers are processes of this machine, started as an operator starts them.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil  # comes with distributed
import pytest

from callboard.errors import ConfigurationError, PublishError
from callboard.isolation import Failure, Limits, open_executor
from callboard.isolation import cluster as module
from callboard.isolation.cluster import DaskExecutor
from callboard.site.run import run_build
from callboard.store import identity
from conftest import Build
from integration.changing_organisation import Organisation
from unit.isolation.chores import do, end_room_once, end_worker_once

pytestmark = pytest.mark.cluster

SECONDS = 60.0


@pytest.fixture(autouse=True)
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs writes the day into its sitemap."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers of the usual kind: each in a process that a nanny minds."""
    folder = tmp_path_factory.mktemp("dask")
    with running_scheduler(folder) as place, running_worker(place, folder, "--nworkers", "2"):
        yield place


@contextmanager
def running_scheduler(folder: Path) -> Iterator[str]:
    """A scheduler at a free port, as `host:port`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = ("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    with running(folder / "scheduler.log", "Scheduler at:", *arguments):
        yield f"127.0.0.1:{port}"


@contextmanager
def running_worker(
    place: str, folder: Path, *options: str, plugins: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Workers of a scheduler; `plugins` is where they have callboard from."""
    arguments = ("worker", f"tcp://{place}", "--nthreads", "1", "--no-dashboard", *options)
    log, local = folder / f"worker{len(options)}.log", ("--local-directory", str(folder))
    path = {} if plugins is None else {"PYTHONPATH": str(plugins)}
    with running(log, "Registered to:", *arguments, *local, **path) as worker:
        yield worker


@contextmanager
def running(log: Path, ready: str, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """The `dask` command, from when its log says that it is ready."""
    paths = os.pathsep.join(path for path in sys.path if path)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            env={**os.environ, "PYTHONPATH": paths, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(lambda: ready in log.read_text(), log.read_text)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(done: Callable[[], bool], told: Callable[[], str] = lambda: "") -> None:
    """Wait until something is done."""
    until = time.monotonic() + SECONDS
    while not done():
        assert time.monotonic() < until, told()
        time.sleep(0.05)


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the cluster was asked."""
    asked: list[bytes] = []
    submit = DaskExecutor._submit

    def counted(self: DaskExecutor, shared: object, question: bytes) -> object:
        asked.append(question)
        return submit(self, shared, question)

    monkeypatch.setattr(DaskExecutor, "_submit", counted)
    return asked


def content(site: Path) -> dict[str, bytes]:
    """All files of a site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def with_store(organisation: Organisation, store: Path) -> None:
    """Say in its configuration where the store is that all machines share."""
    config = organisation.root / "mkdocs.yml"
    config.write_text(f"{config.read_text()}      cache_store: {store.as_uri()}\n")


@pytest.mark.parametrize(("store", "builds"), [("", 2), ("store", 1)], ids=["sent", "shared"])
def test_a_portal_of_a_cluster_is_a_local_one(
    tmp_path: Path, scheduler: str, tasks: list[bytes], store: str, builds: int
) -> None:
    """Made from nothing, and again after some changes; with a store of its own, and with one for all."""
    organisation = Organisation(tmp_path / "organisation", 7)
    config, site, alone = organisation.root / "mkdocs.yml", tmp_path / "site", tmp_path / "alone"
    for step in range(builds):
        run_build(config, alone, clean=True, cache_dir=tmp_path / f"cache-{step}")
        if store:
            with_store(organisation, tmp_path / store)
        before = len(tasks)
        run_build(config, site, executor=f"dask://{scheduler}")
        assert len(tasks) > before
        assert content(site) == content(alone)
        for change in (organisation.write_page, organisation.describe_anew, organisation.draw_picture):
            change()
    assert (tmp_path / "store").exists() == bool(store)


def test_a_lost_worker_costs_time_alone(tmp_path: Path, tasks: list[bytes]) -> None:
    """One of two is killed while it drafts; what it had is done by the other."""
    organisation = Organisation(tmp_path / "organisation", 9)
    config = organisation.root / "mkdocs.yml"
    run_build(config, tmp_path / "alone", clean=True, cache_dir=tmp_path / "cache")
    killed: list[int] = []
    with running_scheduler(tmp_path) as place:
        first = running_worker(place, tmp_path, "--no-nanny")
        with first as victim, running_worker(place, tmp_path):
            killer = threading.Thread(target=kill_at_work, args=(victim, killed))
            killer.start()
            run_build(config, tmp_path / "site", executor=f"dask://{place}")
            killer.join()
    assert killed == [victim.pid]
    assert tasks
    assert content(tmp_path / "site") == content(tmp_path / "alone")


def kill_at_work(worker: subprocess.Popen[bytes], killed: list[int]) -> None:
    """Kill a worker as soon as there is a process beside it, which the first task makes."""
    wait_for(lambda: bool(psutil.Process(worker.pid).children()))
    worker.kill()
    killed.append(worker.pid)


def test_a_cluster_whose_only_worker_is_lost_goes_on_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its nanny starts another; what every worker had been sent once is sent again."""
    items = [(str(tmp_path / "marker"), f"word{number}") for number in range(100)]
    sent: list[bytes] = []
    share = DaskExecutor._shared
    monkeypatch.setattr(DaskExecutor, "_shared", lambda self, data: sent.append(data) or share(self, data))
    with (
        running_scheduler(tmp_path) as place,
        running_worker(place, tmp_path),
        open_executor(f"dask://{place}", None, identity) as executor,
    ):
        answers = list(executor.spread(end_worker_once, items))
    assert len(sent) == 2
    assert (tmp_path / "marker").exists()
    assert answers == [f"WORD{number}" for number in range(100)]


def test_what_a_process_beside_a_worker_died_of_is_tried_again(tmp_path: Path, scheduler: str) -> None:
    """The worker lives on, so nobody but the build knows that something is to be done again."""
    items = [(str(tmp_path / "marker"), f"word{number}") for number in range(20)]
    with open_executor(f"dask://{scheduler}", None, identity) as executor:
        assert list(executor.spread(end_room_once, items)) == [f"WORD{number}" for number in range(20)]
    assert (tmp_path / "marker").exists()


def test_a_scheduler_that_is_lost_ends_the_build_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nobody else who knows what has been done."""
    monkeypatch.setattr(module, "_CONNECT_SECONDS", 2)
    with running_scheduler(tmp_path) as place, running_worker(place, tmp_path):
        (scheduler,) = (
            process
            for process in psutil.Process().children()
            if "scheduler" in process.cmdline() and place.partition(":")[2] in process.cmdline()
        )

        def items() -> Iterator[str]:
            for number in range(1000):
                if number == 200:
                    scheduler.kill()
                yield f"word{number}"

        lost = pytest.raises(PublishError, match="the Dask cluster is lost")
        with lost, open_executor(f"dask://{place}", None, identity) as executor:
            list(executor.spread(do, items()))


def test_strangers_pages_have_the_same_limits_there(scheduler: str) -> None:
    """Too long, too much, too deep, and one that ends its process: each costs its own answer."""
    chores = ["one", "loop", "eat", "dive", "die", "two"]
    limits = Limits(seconds=0.3, megabytes=200)
    with open_executor(f"dask://{scheduler}", None, identity) as executor:
        found = executor.isolated(do, chores, limits, weigh=len, group=str, prepare=list)
        answers = dict(found)
    assert list(answers) == chores
    assert (answers["one"], answers["two"]) == ("ONE", "TWO")
    assert answers["loop"] == Failure("takes longer than 0.3 seconds")
    assert answers["eat"] == Failure("takes more than 200 MB of memory")
    assert answers["dive"] == Failure("is nested too deeply")
    assert answers["die"] == Failure("ended its worker with signal 9")


def test_a_worker_with_other_code_is_refused(tmp_path: Path, root: Path) -> None:
    """It would make other pages, and nobody could tell which."""
    other = tmp_path / "plugins"
    shutil.copytree(root / "plugins" / "callboard", other / "callboard")
    page = other / "callboard" / "views" / "home.py"
    page.write_text(f"{page.read_text()}# another release\n")
    config = Organisation(tmp_path / "organisation", 3).root / "mkdocs.yml"
    with running_scheduler(tmp_path) as place, running_worker(place, tmp_path, plugins=other):
        refused = refusal(config, tmp_path / "site", f"dask://{place}")
    assert "has callboard 0.1.0 with the code" in refused
    assert "install the same releases on all machines" in refused
    assert not (tmp_path / "site").exists()


def test_a_cluster_that_is_not_there_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody at the address, and nobody at work."""
    monkeypatch.setattr(module, "_CONNECT_SECONDS", 1)
    config = Organisation(tmp_path / "organisation", 3).root / "mkdocs.yml"
    assert "scheduler cannot be reached" in refusal(config, tmp_path / "site", "dask://127.0.0.1:9")
    with running_scheduler(tmp_path) as place:
        assert "the cluster has no workers" in refusal(config, tmp_path / "site", f"dask://{place}")


def test_an_executor_that_nobody_knows_ends_the_command(tmp_path: Path, callboard: Build) -> None:
    """With status 2 and a sentence."""
    config = Organisation(tmp_path / "organisation", 3).root / "mkdocs.yml"
    done = callboard("build", "-f", config, "-d", tmp_path / "site", "--executor", "dusk")
    assert done.returncode == 2
    assert done.stderr.startswith("Error: --executor dusk: expected")
    assert done.stderr.count("\n") == 1


def refusal(config: Path, site: Path, executor: str) -> str:
    """What the operator is told."""
    with pytest.raises(ConfigurationError) as refused:
        run_build(config, site, executor=executor)
    assert refused.value.exit_status == 2
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.git
def test_workers_fetch_where_all_see_the_mirrors(
    tmp_path: Path, scheduler: str, run_git: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commits, the history and the listing come from them; this machine reads what they have left."""
    repository = tmp_path / "remotes" / "shop"
    repository.mkdir(parents=True)
    run_git(repository, "init", "--quiet", "--initial-branch=main")
    (repository / "catalog-info.yaml").write_text(
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: shop}\n"
        "spec: {type: service, lifecycle: production, owner: team-0}\n"
    )
    run_git(repository, "add", ".")
    run_git(repository, "commit", "--quiet", "-m", "One")
    fetched: list[object] = []
    spread = DaskExecutor.spread

    def noted(
        self: DaskExecutor, function: object, items: Sequence[object], **more: object
    ) -> Iterator[object]:
        for answer in spread(self, function, items, **more):  # type: ignore[arg-type]
            fetched.append(answer)
            yield answer

    monkeypatch.setattr(DaskExecutor, "spread", noted)
    organisation = Organisation(tmp_path / "organisation", 3)
    config = organisation.root / "mkdocs.yml"
    with serving(tmp_path / "remotes") as port:
        address = f"git://127.0.0.1:{port}/shop"
        config.write_text(config.read_text().replace("sources: [", f'sources: [{{git: "{address}"}}, '))
        run_build(config, tmp_path / "alone", clean=True, cache_dir=tmp_path / "cache")
        with_store(organisation, tmp_path / "store")
        run_build(config, tmp_path / "site", executor=f"dask://{scheduler}")
    head = run_git(repository, "rev-parse", "HEAD")
    assert [each.commit for each in fetched[0]] == [head]  # type: ignore[attr-defined]
    assert content(tmp_path / "site") == content(tmp_path / "alone")
    assert not (organisation.root / ".callboard" / "git").exists()


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The git daemon for all repositories of a folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["git", "daemon", f"--base-path={folder}", "--export-all", "--listen=127.0.0.1"]
    daemon = subprocess.Popen([*command, f"--port={port}", "--reuseaddr"], start_new_session=True)
    try:
        wait_for(lambda: answers(port))
        yield port
    finally:
        os.killpg(daemon.pid, signal.SIGTERM)
        daemon.wait()


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
