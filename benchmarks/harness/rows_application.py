"""What the extension costs the application: its start without and with definitions."""

import os
import re
import statistics
import time

from pace import settle
from report import Missed
from results import millis
from systems import Session

STARTED = re.compile(r"started in ([0-9.]+)s")
SETTLE_SECONDS = 2.5


class Column:
    """The column of an application in the table: all of them are ours."""

    name = "ours"


def start(run, paths, options, rounds):
    """Launches the applications in turn. A difference is that of the medians."""
    found = {}
    for _ in range(rounds):
        for name in ("plain", "none", "idle", "supervised"):
            for key, value in _start(paths, name, options).items():
                found.setdefault((name, key), []).append(value)
    median = lambda name, key: statistics.median(found[name, key])
    for name, text in (("plain", "application without the extension"), ("none", "application, no definition"),
                       ("idle", "application, 10 processes of dev mode"), ("supervised", "application, 10 processes")):
        for key, of, unit in (("started", "started in", "ms"), ("threads", "threads", ""), ("CPU", "CPU of the start", "ms"),
                              ("memory", "memory", "MiB")):
            run.add("%s, %s" % (text, of), unit, Column, median(name, key))
    run.add("application, no definition, more than without the extension", "ms", Column,
            median("none", "started") - median("plain", "started"))
    run.add("application, 10 processes of dev mode, more than without the extension", "ms", Column,
            median("idle", "started") - median("plain", "started"))
    run.add("application, 10 processes, more than without the extension", "ms", Column,
            median("supervised", "started") - median("plain", "started"))
    run.add("application, 10 processes, first runs after the start without the extension", "ms", Column,
            median("supervised", "first") - median("plain", "wall"))


def _start(paths, name, options):
    directory = paths.session_directory()
    report = os.path.join(directory, "report")
    command = [paths.java, *options, "-Dquarkus.http.port=0", "-Dbenchmark.child=" + paths.child, "-Dbenchmark.report=" + report,
               "-jar", os.path.join(paths.applications, name, "target", "quarkus-app", "quarkus-run.jar")]
    with Session(directory, command) as session:
        figures = {}
        while not (match := STARTED.search(session.text())):
            if session.process.poll() is not None or time.monotonic_ns() - session.launched > 60e9:
                raise Missed("the application '%s' has not started" % name)
            time.sleep(0.005)
        figures["wall"] = millis(time.monotonic_ns() - session.launched)
        figures["started"] = float(match.group(1)) * 1000
        if name == "supervised":
            up = session.report.all("up", ["d%d" % i for i in range(10)])
            figures["first"] = millis(min(e.nanos for e in up.values()) - session.launched)
        settle(SETTLE_SECONDS)
        figures["CPU"] = session.cpu_seconds() * 1000
        figures["threads"] = session.threads()
        figures["memory"] = session.status("VmRSS") / 1024
        return figures
