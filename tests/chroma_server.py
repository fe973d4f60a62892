"""A real Chroma server on a free port, with a folder of its own."""

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from urllib.error import URLError
from urllib.request import Request, urlopen

_PATIENCE_SECONDS = 30.0
_COLLECTIONS = "/api/v2/tenants/default_tenant/databases/default_database/collections"


class ChromaServer:
    """A server that can go away and come back, with what it held."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.address = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it where it does not run, and wait until it answers."""
        if self._process:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        program = Path(sys.executable).with_name("chroma")
        command = [program, "run", "--path", self._folder, "--host", "127.0.0.1", "--port", str(self._port)]
        quiet = os.environ | {"ANONYMIZED_TELEMETRY": "False"}
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=quiet)
        until = time.monotonic() + _PATIENCE_SECONDS
        while not self._answers():
            assert self._process.poll() is None, "the server ended"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.02)

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Let it answer nobody, though it still takes calls."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Stop it, if it runs."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def collections(self) -> set[str]:
        """Return the names of what it holds."""
        return {collection["name"] for collection in json.loads(self._told())}

    def forget(self, name: str) -> None:
        """Delete what it holds under a name."""
        self._told(f"/{name}", "DELETE")

    def _told(self, below: str = "", method: str = "GET") -> bytes:
        request = Request(f"{self.address}{_COLLECTIONS}{below}", method=method)  # noqa: S310 - our own address
        with urlopen(request, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310
            told: bytes = answer.read()
            return told

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/api/v2/heartbeat", timeout=5):  # noqa: S310 - our own address
                return True
        except (URLError, OSError):
            return False


@cache
def shared_server() -> ChromaServer:
    """Return the one server of a session that never goes away."""
    folder = Path(mkdtemp(prefix="chroma-server-"))
    server = ChromaServer(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.stop)
    server.start()
    return server


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
