"""Has a real Prometheus scrape a site that serves, and ask back what it has got; checks the files below `deploy`.

    python scripts/metrics_check.py --program .build/debug/tiltyard

It takes Debian's package `prometheus`. `promtool` has to accept what `/metrics` says, the configuration and the alerts.
Every expression of the alerts and of the Grafana dashboard has to be one that Prometheus understands, and may name only
metrics that were scraped.
"""

import argparse
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

import api_arena

REPOSITORY = Path(__file__).resolve().parent.parent
DEPLOY = REPOSITORY / "deploy"
SCRAPING_SECONDS = 60.0


class Report:
    """What was tried, one row each."""

    def __init__(self) -> None:
        self.is_fine = True

    def row(self, is_fine: bool, what: str) -> None:
        """Prints whether one thing is as it should be."""
        self.is_fine = self.is_fine and is_fine
        print(f"{'ok ' if is_fine else 'BAD'}  {what}", flush=True)


def promtool(report: Report, what: str, *words: object, text: str | None = None) -> None:
    """Runs one of promtool's checks."""
    answer = subprocess.run(["promtool", "check", *map(str, words)], input=text, capture_output=True, text=True)
    said = (answer.stdout + answer.stderr).strip().splitlines()
    report.row(answer.returncode == 0, f"promtool check {what}" + (f": {said[-1]}" if answer.returncode else ""))


def free_port() -> int:
    """Returns a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def ask(address: str, path: str, **query: str) -> dict:
    """Asks Prometheus' own API."""
    with urllib.request.urlopen(f"{address}/api/v1/{path}?{urllib.parse.urlencode(query)}") as answer:
        return json.load(answer)["data"]


def wait_until_scraped(address: str) -> bool:
    """Waits until the site was scraped twice; returns false when that takes too long."""
    deadline = time.monotonic() + SCRAPING_SECONDS
    while time.monotonic() < deadline:
        try:
            found = ask(address, "query", query='count_over_time(up{job="tiltyard"}[1m])')["result"]
            if found and int(found[0]["value"][1]) >= 2:
                return True
        except OSError:
            pass
        time.sleep(0.3)
    return False


def expressions() -> list[tuple[str, str]]:
    """Returns every expression of the alerts and of the dashboard, with its place."""
    alerts = re.findall(r"expr: (.+)", (DEPLOY / "prometheus/tiltyard-alerts.yml").read_text())
    board = json.loads((DEPLOY / "grafana/tiltyard.json").read_text())
    panels = [(panel["title"], target["expr"]) for panel in board["panels"] for target in panel["targets"]]
    return [("alert", alert) for alert in alerts] + panels


def look(report: Report, address: str, site: str, text: str) -> None:
    """Compares what Prometheus has got with what the site says."""
    names = set(re.findall(r"^# TYPE (\S+)", text, re.M))
    scraped = set(ask(address, "label/__name__/values"))
    report.row(names <= scraped, f"all {len(names)} metrics were scraped {sorted(names - scraped) or ''}")
    rows = ask(address, "query", query="arena_board_rows")["result"][0]["value"][1]
    wanted = re.search(r"^arena_board_rows (\S+)", text, re.M).group(1)
    report.row(float(rows) == float(wanted), f"Prometheus has {rows} rows of the board, the site {float(wanted):g}")
    for place, expression in expressions():
        query = expression.replace("$instance", site.removeprefix("http://"))
        named = set(re.findall(r"\barena_\w+", query))
        try:
            ask(address, "query", query=query)
            report.row(named <= names, f"{place}: {expression}")
        except OSError:
            report.row(False, f"{place}: Prometheus does not understand {expression}")


def main() -> None:
    """Plays, serves, scrapes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    arguments = parser.parse_args()
    if not shutil.which("prometheus") or not shutil.which("promtool"):
        raise SystemExit("prometheus or promtool is missing; install Debian's package prometheus")
    report = Report()
    promtool(report, "config", "config", DEPLOY / "prometheus/tiltyard.yml")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        arena = api_arena.play(arguments.program, folder)
        with api_arena.served(arena) as (site, _):
            text = urllib.request.urlopen(f"{site}/metrics").read().decode()
            promtool(report, "metrics", "metrics", text=text)
            configuration = (DEPLOY / "prometheus/tiltyard.yml").read_text()
            configuration = configuration.replace("127.0.0.1:8000", site.removeprefix("http://")).replace("15s", "1s")
            (folder / "prometheus.yml").write_text(configuration)
            shutil.copy(DEPLOY / "prometheus/tiltyard-alerts.yml", folder)
            address = f"127.0.0.1:{free_port()}"
            command = ["prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data"]
            command += [f"--web.listen-address={address}", "--log.level=error"]
            prometheus = subprocess.Popen(command, cwd=folder)
            try:
                is_scraped = wait_until_scraped(f"http://{address}")
                report.row(is_scraped, "a real Prometheus scrapes the site")
                if is_scraped:
                    look(report, f"http://{address}", site, text)
            finally:
                prometheus.terminate()
                prometheus.wait()
    sys.exit(0 if report.is_fine else 1)


if __name__ == "__main__":
    main()
