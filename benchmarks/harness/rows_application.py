"""What the extension costs the application: its start without and with definitions."""

import os
import re
import statistics
import time

from pace import settle
from plan import DECLARED
from report import Missed
from results import millis
from session import Session

STARTED = re.compile(r"started in ([0-9.]+)s")
SETTLE_SECONDS = 2.5


# The directories of the applications, and their names in the table.
APPLICATIONS = {"plain": "application without the extension", "none": "application, no definition",
                "idle": "application, 10 processes of dev mode", "supervised": "application, 10 processes"}


def start(run, options, rounds):
    """Launches the applications in turn. A difference is that of the medians."""
    found = {}
    for _ in range(rounds):
        for name in APPLICATIONS:
            for key, value in _start(run.paths, name, options).items():
                found.setdefault((name, key), []).append(value)
    median = {place: statistics.median(values) for place, values in found.items()}
    for name, text in APPLICATIONS.items():
        for key, unit in (("started in", "ms"), ("threads", ""), ("CPU of the start", "ms"), ("memory", "MiB")):
            run.add_ours("%s, %s" % (text, key), unit, *found[name, key])
    for name in ("none", "idle", "supervised"):
        run.add_ours(APPLICATIONS[name] + ", more than without the extension", "ms",
                     median[name, "started in"] - median["plain", "started in"])
    run.add_ours("application, 10 processes, first runs after the start without the extension", "ms",
                 median["supervised", "first"] - median["plain", "wall"])


def _start(paths, name, options):
    directory = paths.session_directory()
    report = os.path.join(directory, "report")
    command = [paths.java, *options, "-Dquarkus.http.port=0", "-Dbenchmark.child=" + paths.child, "-Dbenchmark.report=" + report,
               "-jar", paths.jar(name)]
    with Session(directory, command) as session:
        figures = {}
        while not (match := STARTED.search(session.text())):
            if session.process.poll() is not None or time.monotonic_ns() - session.launched > 60e9:
                raise Missed("the application '%s' has not started" % name)
            time.sleep(0.005)
        figures["wall"] = millis(time.monotonic_ns() - session.launched)
        figures["started in"] = float(match.group(1)) * 1000
        if name == "supervised":
            up = session.report.all("up", DECLARED)
            figures["first"] = millis(min(e.nanos for e in up.values()) - session.launched)
        settle(SETTLE_SECONDS)
        figures["CPU of the start"] = session.cpu_seconds() * 1000
        figures["threads"] = session.threads()
        figures["memory"] = session.status("VmRSS") / 1024
        return figures
