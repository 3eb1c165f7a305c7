"""What `deploy/` ships works: each file is read by the program that it is for."""

import http.client
import http.server
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import threading
import time

import pytest
import yaml
from django.conf import settings

from deploy import serve
from editorial.imports.uploads.tables import MAX_BYTES

ROOT = settings.BASE_DIR
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
CONTAINERFILE = (DEPLOY / "Containerfile").read_text()
IS_CI = os.environ.get("REQUIRE_ALL") == "true"


def program(name: str) -> str:
    found = shutil.which(name, path=serve.PATH)
    if found is None:
        assert not IS_CI, f"{name} is not installed"
        pytest.skip(f"{name} is not installed")
    return found


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Upstream(http.server.BaseHTTPRequestHandler):
    """Answers as the site would, and remembers what it was asked."""

    protocol_version = "HTTP/1.1"
    is_well = True
    asked: list["Upstream"] = []

    def do_GET(self) -> None:
        type(self).asked.append(self)
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        text = b"page\n" * 400
        self.send_response(200 if self.is_well else 500)
        for name, value in {
            "Content-Type": "text/plain",
            "Content-Length": str(len(text)),
            "Cache-Control": "max-age=0, s-maxage=1, public"
            if not self.path.startswith("/admin/")
            else "no-store",
        }.items():
            self.send_header(name, value)
        # As gunicorn does; the proxy would keep the connection for the next form otherwise.
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(text)

    do_POST = do_GET

    def log_message(self, *_arguments) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    # Five, as Python has it, is little where a new connection comes with every form.
    request_queue_size = 100


def ask(port: int, path: str, method: str = "GET", body: bytes = b"", **headers: str):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body or None, {"Host": "site:99", **headers})
    answer = connection.getresponse()
    answer.text = answer.read()
    connection.close()
    return answer


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """nginx itself with the shipped files, in front of an upstream that can be taken away."""
    nginx = program("nginx")
    assert nginx
    folder = tmp_path_factory.mktemp("proxy")
    folder.chmod(0o755)
    upstream = Server(("127.0.0.1", 0), Upstream)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    port = free_port()
    conf = serve.nginx_conf(folder, port, [upstream.server_port])
    command = serve.nginx_command(conf)
    tried = subprocess.run(
        [*command, "-t"], capture_output=True, text=True, check=False
    )
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr
    running = subprocess.Popen(
        [*command, "-g", "daemon off; user root;" if not os.getuid() else "daemon off;"]
    )
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    running.terminate()
    running.wait(10)
    upstream.shutdown()
    upstream.server_close()


def test_the_proxy_tells_the_site_who_asks_and_takes_nobodys_word(proxy):
    ask(
        proxy,
        "/who/",
        **{
            "X-Forwarded-For": "198.51.100.7",
            "X-Forwarded-Host": "evil",
            "X-Original-URL": "/evil",
        },
    )
    told = Upstream.asked[-1].headers
    assert told["Host"] == "site:99"
    assert told["X-Forwarded-For"] == "198.51.100.7"
    assert told["X-Forwarded-Proto"] == "http"
    assert re.fullmatch(r"[0-9a-f]{32}", told["X-Request-ID"])
    assert "X-Forwarded-Host" not in told
    assert "X-Original-URL" not in told


def test_pages_are_shared_for_a_moment_but_not_with_who_is_signed_in(proxy):
    before = len(Upstream.asked)
    names = {ask(proxy, "/shared/").headers["X-Request-ID"] for _ in range(3)}
    assert len(Upstream.asked) == before + 1
    assert len(names) == 3
    ask(proxy, "/shared/", Cookie="__Host-sessionid=a")
    ask(proxy, "/admin/", Cookie="__Host-sessionid=a")
    assert len(Upstream.asked) == before + 3
    assert Upstream.asked[-1].headers["Connection"] == "close"


def test_an_old_page_goes_on_while_the_site_fails_and_only_then(proxy):
    ask(proxy, "/kept/")
    time.sleep(2.1)
    before = len(Upstream.asked)
    Upstream.is_well = False
    try:
        old, unknown = ask(proxy, "/kept/"), ask(proxy, "/never-seen/")
    finally:
        Upstream.is_well = True
    assert (old.status, unknown.status) == (200, 500)
    assert len(Upstream.asked) == before + 2
    time.sleep(2.1)
    assert ask(proxy, "/kept/").status == 200
    # Fetched anew, not shown from memory first.
    assert len(Upstream.asked) == before + 3


def test_answers_are_compressed(proxy):
    answer = ask(proxy, "/long/", **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.text) < 200


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/report/", 900_000, 200),
        ("/report/", 1_100_000, 413),
        ("/admin/editorial/upload/add/", MAX_BYTES, 200),
        ("/admin/editorial/upload/add/", MAX_BYTES + 3_000_000, 413),
    ],
)
def test_bodies_have_a_size(proxy, path, size, status):
    assert ask(proxy, path, "POST", bytes(size)).status == status


def test_long_addresses_and_slow_headers_are_refused(proxy):
    assert ask(proxy, "/?q=" + "x" * 9_000).status == 414
    conf = (DEPLOY / "nginx" / "site.conf").read_text()
    # Ten seconds would be too long to wait for here.
    assert "client_header_timeout 10s;" in conf
    assert "client_body_timeout 10s;" in conf


@pytest.mark.parametrize(
    ("method", "path", "most"),
    [
        ("POST", "/admin/login/", 11),
        ("GET", "/schools/export.csv?state=OH", 11),
        ("GET", "/search/?q=coder", 61),
    ],
)
def test_one_address_may_not_flood_what_is_dear(proxy, method, path, most):
    def statuses(address: str, times: int) -> list[int]:
        return [
            ask(proxy, path, method, **{"X-Forwarded-For": address}).status
            for _ in range(times)
        ]

    found = statuses("203.0.113.5", most + 20)
    assert found[:most] == [200] * most
    assert 429 in found
    refused = next(
        answer
        for _ in range(100)
        if (
            answer := ask(proxy, path, method, **{"X-Forwarded-For": "203.0.113.5"})
        ).status
        == 429
    )
    assert refused.headers["Retry-After"] == "30"
    assert b"A little slower" in refused.text
    assert b"{%" not in refused.text
    assert statuses("203.0.113.6", 3) == [200] * 3
    assert ask(proxy, "/", **{"X-Forwarded-For": "203.0.113.5"}).status == 200


def test_without_a_site_behind_it_the_proxy_says_so(tmp_path):
    program("nginx")
    tmp_path.chmod(0o755)
    port = free_port()
    conf = serve.nginx_conf(tmp_path, port, [free_port()])
    master = "daemon off; user root;" if not os.getuid() else "daemon off;"
    running = subprocess.Popen([*serve.nginx_command(conf), "-g", master])
    try:
        for _ in range(100):
            try:
                answer = ask(port, "/")
                break
            except OSError:
                time.sleep(0.05)
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "30"
        assert b"Back in a moment" in answer.text
    finally:
        running.terminate()
        running.wait(10)


def test_the_files_with_tls_are_read_by_nginx(tmp_path):
    nginx, openssl = program("nginx"), program("openssl")
    folder = tmp_path / "nginx"
    serve.nginx_conf(tmp_path, free_port(), [8001])
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=www.example.org"
    subprocess.run(
        [openssl, *shlex.split(make), "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    text = (folder / "health-careers.conf").read_text()
    live = "/etc/letsencrypt/live/www.example.org"
    text = text.replace(f"{live}/fullchain.pem", str(certificate))
    text = text.replace(f"{live}/privkey.pem", str(key))
    whole = f"pid {tmp_path}/pid; events {{}} http {{ {text} }}"
    (folder / "whole.conf").write_text(whole)
    tried = subprocess.run(
        [nginx, "-t", "-p", str(folder), "-c", str(folder / "whole.conf")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "syntax is ok" in tried.stderr, tried.stderr
    assert tried.returncode == 0, tried.stderr


def test_gunicorn_starts_with_its_file_and_takes_in_a_release_without_a_loss(tmp_path):
    (tmp_path / "app.py").write_text(
        "def application(environ, start):\n"
        "    start('200 OK', [('Content-Length', '2')])\n"
        "    return [b'ok']\n"
    )
    port = free_port()
    *command, _site = serve.gunicorn_command(port)
    running = subprocess.Popen(
        [*command, "--pythonpath", str(tmp_path), "app"],
        cwd=ROOT,
        env={**os.environ, "WEB_CONCURRENCY": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for _ in range(200):
            try:
                assert ask(port, "/").text == b"ok"
                break
            except OSError:
                time.sleep(0.05)
        running.send_signal(1)
        for _ in range(40):
            assert ask(port, "/").status == 200
            time.sleep(0.02)
    finally:
        running.terminate()
        told = running.communicate(timeout=10)[1]
    assert "Hang up" in told or "HUP" in told
    assert "Control socket" not in told
    assert all(json.loads(line)["logger"] for line in told.splitlines())


def test_systemd_reads_every_unit(tmp_path):
    verify = program("systemd-analyze")
    for unit in UNITS:
        text = unit.read_text()
        # What the user installs is not there on the machine that tests.
        text = text.replace(
            "/srv/health-careers/.venv/bin/gunicorn", sys.executable
        ).replace("/srv/health-careers/.venv/bin/python", sys.executable)
        text = text.replace("WorkingDirectory=/srv/health-careers", "")
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        [verify, "verify", "--man=no", *(str(tmp_path / unit.name) for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "health-careers" in line]
    assert [line for line in ours if "User" not in line] == []


def test_units_run_commands_that_exist_as_nobody_in_particular():
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py")} | {
        "clearsessions"
    }
    for unit in UNITS:
        text = unit.read_text()
        assert set(re.findall(r"manage\.py (\w+)", text)) <= commands
        if unit.suffix == ".service":
            assert "User=health-careers" in text
            assert "ProtectSystem=strict" in text
            assert "NoNewPrivileges=true" in text


def test_the_image_holds_all_that_is_imported_and_nothing_private():
    copied = set(re.findall(r"^COPY (?!--)(\S+) ", CONTAINERFILE, re.MULTILINE))
    assert all((ROOT / path).exists() for path in copied)
    apps = {app.split(".")[0] for app in settings.INSTALLED_APPS} & {
        path.name for path in ROOT.iterdir()
    }
    assert {*apps, "config", "templates", "static", "fixtures"} <= copied
    let_in = re.findall(
        r"^!(\S+)", (DEPLOY / "Containerfile.dockerignore").read_text(), re.MULTILINE
    )
    assert set(let_in) == copied
    assert re.search(r"^USER 10001$", CONTAINERFILE, re.MULTILINE)


def test_compose_is_of_this_image_and_has_every_part():
    services = COMPOSE["services"]
    wanted = {"primary", "replica", "redis", "upgrade", "web1", "web2", "jobs", "nginx"}
    assert set(services) == wanted
    assert (DEPLOY / services["upgrade"]["build"]["context"] / "manage.py").exists()
    assert (ROOT / services["upgrade"]["build"]["dockerfile"]).exists()
    plain = (DEPLOY / "nginx" / "plain.conf").read_text()
    assert set(re.findall(r"server (\w+):8000", plain)) == {"web1", "web2"}
    assert "0.0.0.0:8000" in CONTAINERFILE
    for name, service in services.items():
        for volume in service.get("volumes", ()):
            place = volume.partition(":")[0]
            known = (
                (DEPLOY / place).exists()
                if place.startswith(".")
                else place in COMPOSE["volumes"]
            )
            assert known, (name, place)
        for other in service.get("depends_on", ()):
            assert other in services
    for name in ("upgrade", "web1", "web2", "jobs"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
    example = (ROOT / ".env.example").read_text()
    known = set(re.findall(r"^(\w+)=", example, re.MULTILINE))
    assert set(services["web1"]["environment"]) <= known


@pytest.mark.parametrize("script", sorted((DEPLOY / "postgres").iterdir()), ids=str)
def test_scripts_of_the_database_are_read_by_the_shell(script):
    subprocess.run(["sh", "-n", str(script)], check=True)
    assert os.access(script, os.X_OK)
