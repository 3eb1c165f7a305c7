"""Says which of our packages have a known hole, and plainly when nobody could be asked.

pip-audit itself ends well when it reached no advisory at all.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements.txt"


def verdict(report: dict[str, Any]) -> tuple[str, int]:
    """What to say of a report of pip-audit, and how to end."""
    packages = report["dependencies"]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, "
        f"mended in {', '.join(hole['fix_versions']) or 'no release yet'}"
        for package in packages
        for hole in package.get("vulns", ())
    ]
    if holes:
        return "\n".join(holes), 1
    if unknown:
        return f"NOT CHECKED: {len(unknown)} of {len(packages)} packages", 0
    return f"{len(packages)} packages, none with a known hole", 0


def main() -> None:
    asked = ["--disable-pip", "--require-hashes", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "-r", str(REQUIREMENTS), *asked],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        text, code = verdict(json.loads(done.stdout))
    except ValueError:
        reason = (done.stderr.strip().splitlines() or ["no word why"])[-1]
        text, code = f"NOT CHECKED: {reason}", 0
    sys.stdout.write(f"{text}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
