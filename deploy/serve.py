"""Production settings on this machine alone: nginx, gunicorn and jobs, as deploy/ has them.

`make serve` runs it. Everything lies in var/serve/, the database is SQLite unless DATABASE_URL
says otherwise, and there is no TLS. Ctrl-C ends it.
"""

import argparse
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NGINX = ROOT / "deploy" / "nginx"
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def nginx_conf(folder: Path, port: int, web: list[int]) -> Path:
    """The shipped plain.conf for loopback: only names of places differ."""
    places = {
        "/etc/nginx/health-careers": str(folder / "nginx"),
        "/var/cache/nginx/health-careers": str(folder / "nginx" / "cache"),
        "/var/log/nginx": str(folder / "nginx"),
        "/tmp/nginx": str(folder / "nginx" / "nginx"),
        "/srv/health-careers": str(ROOT),
        "server web1:8000": f"server 127.0.0.1:{web[0]}",
        "server web2:8000": f"server 127.0.0.1:{web[-1]}",
        "listen 8080": f"listen 127.0.0.1:{port}",
    }
    (folder / "nginx").mkdir(parents=True, exist_ok=True)
    for file in NGINX.glob("*.conf"):
        text = file.read_text()
        for name, place in places.items():
            text = text.replace(name, place)
        (folder / "nginx" / file.name).write_text(text)
    return folder / "nginx" / "plain.conf"


def nginx_command(conf: Path) -> list[str]:
    program = shutil.which("nginx", path=PATH)
    if program is None:
        sys.exit("nginx is needed: apt install nginx")
    # A folder of its own, so that nothing of the machine's nginx is touched.
    return [program, "-p", str(conf.parent), "-c", str(conf), "-e", "stderr"]


def gunicorn_command(port: int) -> list[str]:
    conf = str(ROOT / "deploy" / "gunicorn.conf.py")
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", conf]
    return [*gunicorn, "--bind", f"127.0.0.1:{port}", "config.wsgi"]


def environment(folder: Path, port: int) -> dict[str, str]:
    """Production's variables; the key is made once, so that nobody is signed out."""
    folder.mkdir(parents=True, exist_ok=True)
    key = folder / "key"
    if not key.exists():
        key.touch(0o600)
        key.write_text(secrets.token_urlsafe(64))
    return {
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "WEB_CONCURRENCY": "2",
        **os.environ,
        "PATH": PATH,
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "SECRET_KEY": key.read_text(),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "TLS": "false",
        "NUM_PROXIES": "1",
        "INDEX_DIR": str(folder / "index"),
        "STATIC_ROOT": str(folder / "static"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "serve")
    options = parser.parse_args()
    folder, port = options.folder.resolve(), options.port
    env = environment(folder, port)
    manage = [sys.executable, "manage.py"]
    # Without TLS the checks for it would stop the upgrade.
    prepare = (["migrate", "--verbosity", "0"], ["create_roles", "--verbosity", "0"])
    for step in (*prepare, ["seed", "--if-empty"], ["collectstatic", "--noinput"]):
        subprocess.run([*manage, *step], cwd=ROOT, env=env, check=True)
    conf = nginx_conf(folder, port, [port + 1])
    commands = (
        gunicorn_command(port + 1),
        [*manage, "run_jobs"],
        [*nginx_command(conf), "-g", "daemon off;"],
    )
    running = [subprocess.Popen(command, cwd=ROOT, env=env) for command in commands]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.stdout.write(f"The site: http://127.0.0.1:{port}/\n")
    sys.stdout.flush()
    try:
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(40)


if __name__ == "__main__":
    main()
