"""The site as several machines have it, on loopback: each part can be taken away by itself."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import psycopg

from deploy import serve

PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def program(name: str) -> str:
    """Fails where it is not there: a fault that was not tried is not survived."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    path = os.pathsep.join([*map(str, reversed(places)), serve.PATH])
    found = shutil.which(name, path=path)
    assert found, f"{name} is not installed"
    return found


class Server:
    """A process of ours and the port it answers on."""

    def __init__(
        self,
        command: Iterable[str],
        port: int,
        log: Path,
        *,
        stop_signal: int = signal.SIGTERM,
        **how,
    ) -> None:
        self.command, self.port, self.log, self.how = list(command), port, log, how
        self.stop_signal = stop_signal
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, cwd=serve.ROOT, **self.how
            )
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.is_ready():
            assert self.process.poll() is None, self.log.read_text()[-2000:]
            assert time.monotonic() < end, f"{self.command[0]} does not answer"
            time.sleep(0.05)

    def is_ready(self) -> bool:
        return answers(self.port)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            self.process.wait(45)


class Database(Server):
    def is_ready(self) -> bool:
        """It listens before it has read again what it had not yet written."""
        address = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        try:
            psycopg.connect(address, connect_timeout=1).close()
        except psycopg.OperationalError:
            return False
        return True


class Cluster:
    """PostgreSQL that streams to a replica, Redis, two gunicorns, nginx."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.chmod(0o755)
        # PostgreSQL refuses to run as root.
        self.as_postgres = {"user": "postgres"} if os.getuid() == 0 else {}
        self.primary = self.database("primary")
        self.replica = self.database("replica")
        redis = ["--save", "", "--bind", "127.0.0.1", "--port"]
        port = free_port()
        self.redis = Server(
            [program("redis-server"), *redis, str(port)], port, folder / "redis.log"
        )
        self.port = free_port()
        self.environment = serve.environment(folder, self.port) | {
            "DATABASE_URL": self.url(self.primary),
            "DATABASE_REPLICA_URL": self.url(self.replica),
            "CACHE_URL": f"redis://127.0.0.1:{port}/0",
            "DATABASE_POOL_SIZE": "4",
            "WEB_CONCURRENCY": "1",
        }
        self.web = [self.gunicorn(number) for number in (1, 2)]
        conf = serve.nginx_conf(folder, self.port, [web.port for web in self.web])
        master = "daemon off; user root;" if os.getuid() == 0 else "daemon off;"
        self.nginx = Server(
            [*serve.nginx_command(conf), "-g", master],
            self.port,
            folder / "nginx.log",
        )
        self.servers = [
            self.primary,
            self.replica,
            self.redis,
            *self.web,
            self.nginx,
        ]

    def database(self, name: str) -> Database:
        port, data = free_port(), self.folder / name
        sockets = ["-c", f"unix_socket_directories={self.folder / 'sockets'}"]
        # A server that is killed loses nothing by it; only a machine that goes dark would.
        quick = ["-c", "fsync=off"]
        command = [program("postgres"), "-D", str(data), "-p", str(port)]
        command += [*sockets, *quick]
        return Database(
            command,
            port,
            self.folder / f"{name}.log",
            # At once, as when the machine loses its power.
            stop_signal=signal.SIGQUIT,
            **self.as_postgres,
        )

    def gunicorn(self, number: int) -> Server:
        port = free_port()
        log = self.folder / f"web{number}.log"
        return Server(serve.gunicorn_command(port), port, log, env=self.environment)

    @staticmethod
    def url(database: Server, name: str = "site") -> str:
        return f"postgres://postgres@127.0.0.1:{database.port}/{name}"

    def own(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.as_postgres:
            shutil.chown(folder, "postgres")
        return folder

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=serve.ROOT,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def start(self) -> None:
        self.own("sockets")
        self.as_owner("initdb", "-D", self.own("primary"), "-A", "trust", "--no-sync")
        self.primary.start()
        with self.connected("postgres") as database:
            database.execute("CREATE DATABASE site ENCODING UTF8 TEMPLATE template0")
        basebackup = ("-h", "127.0.0.1", "-p", self.primary.port, "-U", "postgres")
        self.own("replica")
        self.as_owner("pg_basebackup", *basebackup, "-D", self.folder / "replica", "-R")
        self.replica.start()
        self.redis.start()
        for step in (["migrate"], ["create_roles"], ["seed"]):
            self.manage(*step)
        self.manage("collectstatic", "--noinput")
        for server in (*self.web, self.nginx):
            server.start()

    def stop(self) -> None:
        for server in reversed(self.servers):
            server.stop()

    def as_owner(self, name: str, *arguments) -> None:
        command = [program(name), *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, **self.as_postgres
        )
        assert done.returncode == 0, done.stderr

    def connected(self, name: str = "site") -> psycopg.Connection:
        return psycopg.connect(
            self.url(self.primary, name), autocommit=True, connect_timeout=3
        )
