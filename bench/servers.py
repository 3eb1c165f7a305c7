"""Catalogues and the servers that are asked about them."""

import os
import secrets
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "bench" / "out"
SITE_BIN = ROOT / os.environ.get("VENV", ".venv") / "bin"
BENCH_BIN = ROOT / "bench" / ".venv" / "bin"
WORKERS = 2
FLAT = """
CREATE TABLE programs AS
SELECT p.id, p.title, s.name AS school, s.city, s.state, s.sector, p.award_level, p.field,
    p.study_mode, p.price_resident, p.price_nonresident, p.months_low, p.months_high,
    p.awards_latest, p.is_dormant, p.title || ' ' || s.name || ' ' || s.city AS text,
    CASE WHEN p.price_resident IS NULL THEN 'unknown' WHEN p.price_resident < 5000 THEN 'under-5k'
        WHEN p.price_resident < 10000 THEN '5k-10k' WHEN p.price_resident < 20000 THEN '10k-20k'
        WHEN p.price_resident < 40000 THEN '20k-40k' ELSE 'over-40k' END AS price_band,
    CASE WHEN p.months_high IS NULL THEN 'unknown' WHEN p.months_high < 10 THEN 'up-to-9'
        WHEN p.months_high < 13 THEN '10-12' WHEN p.months_high < 25 THEN '13-24'
        WHEN p.months_high < 49 THEN '25-48' ELSE 'over-48' END AS duration_band
FROM source.schools_program p JOIN source.schools_school s ON s.id = p.school_id
WHERE p.status = 'published' AND s.status = 'published';
"""
INDEXED = ("state", "award_level", "field", "price_resident")


@dataclass
class Server:
    name: str
    port: int
    process: subprocess.Popen
    env: dict[str, str]
    """What was set for it."""

    def get(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        with closing(connection):
            connection.request("GET", path, headers={"Host": "127.0.0.1"})
            response = connection.getresponse()
            return response.status, response.read(), dict(response.getheaders())

    def worker_megabytes(self) -> float:
        """Of the largest worker: its own pages, and its share of those it has in common."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        sizes = []
        for pid in children.read_text().split():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    sizes.append(int(line.split()[1]) / 1024)
        return max(sizes, default=0.0)


def catalogue(size: int, postgres: str = "") -> str:
    """The address of a database with so many programs; made when it is not there."""
    OUT.mkdir(exist_ok=True)
    file = OUT / f"{size}.sqlite3"
    url = f"{postgres}/bench_{size}" if postgres else f"sqlite:///{file}"
    subprocess.run(
        [SITE_BIN / "python", "-m", "bench.make_catalogue", "--programs", str(size)],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        },
        check=True,
    )
    return url


def flat_copy(size: int) -> Path:
    """One wide table, as one would publish it with Datasette, with an index where it helps."""
    path = OUT / f"datasette-{size}" / "catalogue.db"
    if path.exists():
        return path
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.execute("ATTACH ? AS source", [str(OUT / f"{size}.sqlite3")])
        database.executescript(FLAT)
        for column in INDEXED:
            database.execute(f"CREATE INDEX by_{column} ON programs ({column})")
        database.execute("ANALYZE")
        database.commit()
    return path


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def served(name: str, command: list, path: str, **env: str) -> Iterator[Server]:
    port = free_port()
    log = (OUT / f"{name}.log").open("w")
    process = subprocess.Popen(
        [str(word).format(port=port) for word in command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        stdout=log,
        stderr=log,
    )
    server = Server(name, port, process, env)
    try:
        for _ in range(600):
            try:
                status, _, _ = server.get(path)
                break
            except OSError:
                if process.poll() is not None:
                    break
                time.sleep(0.2)
        else:
            status = 0
        if process.poll() is not None or status != 200:
            raise SystemExit(f"{name} does not answer; see bench/out/{name}.log")
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def gunicorn(
    folder: Path, application: str, path: Path, *, workers: int = WORKERS
) -> list:
    return [
        folder / "gunicorn",
        "--no-control-socket",
        "--workers",
        workers,
        "--timeout",
        "300",
        "--bind",
        "127.0.0.1:{port}",
        "--chdir",
        path,
        application,
    ]


@contextmanager
def desk(ours: Server) -> Iterator[Server]:
    """The same site in another process, for the editor alone."""
    command = gunicorn(SITE_BIN, "bench.site.wsgi", ROOT, workers=1)
    with served("desk", command, "/admin/login/", **ours.env) as found:
        yield found


@contextmanager
def sites(size: int, url: str) -> Iterator[dict[str, Server]]:
    """Ours, the stock one and, over SQLite, Datasette."""
    env = {
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "http://127.0.0.1",
        "TLS": "false",
        "LOG_LEVEL": "ERROR",
        "INDEX_DIR": str(OUT / "index" / f"{url.split(':')[0]}-{size}"),
        "BENCH_CONSTANT": str(OUT / "constant.html"),
        "STATIC_ROOT": str(OUT / "static"),
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    }
    subprocess.run(
        [SITE_BIN / "python", "manage.py", "collectstatic", "--noinput", "-v", "0"],
        cwd=ROOT,
        env={**os.environ, **env},
        check=True,
    )
    with ExitStack() as stack:
        found = {}
        ours = gunicorn(SITE_BIN, "bench.site.wsgi", ROOT)
        found["ours"] = stack.enter_context(served("ours", ours, "/schools/", **env))
        stock = gunicorn(BENCH_BIN, "stock.wsgi", ROOT / "bench")
        stock_env = {"DATABASE_URL": url, "PYTHONPATH": str(ROOT / "bench")}
        path = "/schools/?state=WY"
        found["stock"] = stack.enter_context(served("stock", stock, path, **stock_env))
        if url.startswith("sqlite"):
            settings = {
                "sql_time_limit_ms": 120_000,
                "facet_time_limit_ms": 120_000,
                "suggest_facets": "off",
                "default_facet_size": 100,
                "max_returned_rows": 1_000,
                "num_sql_threads": 3,
                "cache_size_kb": 32_000,
            }
            options = [
                word for pair in settings.items() for word in ("--setting", *pair)
            ]
            command = [BENCH_BIN / "datasette", flat_copy(size), *options]
            command += ["--port", "{port}"]
            found["datasette"] = stack.enter_context(
                served("datasette", command, "/catalogue")
            )
        yield found
