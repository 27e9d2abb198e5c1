"""The monitor of the command line, in a terminal and a JVM of its own, which talks to the application over its control socket."""

import glob
import os
import subprocess
import time

from plan import Planned
from report import Missed
from results import millis, quantile
from rows_lifecycle import sleeper

LINES_PER_SECOND = 5_000
# The first rows of the screen. No line and no other id has these letters.
FIRST, SECOND = "aaaa", "bbbb"
CONTROL = {"quarkus.process-manager.control.enabled": "true"}


def keys(run, system, count, seconds):
    """Each key selects the other of two processes that write lines, so that the whole log on the screen changes."""
    if not system.is_ours:
        return
    with system.launch([_writer(FIRST), _writer(SECOND)], properties=CONTROL) as session:
        for id in (FIRST, SECOND):
            session.start([id], id)
        *nanos, cpu = _terminal(run.paths, session, "keys", str(count), str(seconds), FIRST, SECOND)
        values = [millis(n) for n in nanos[count // 10:]]
        run.add("key until the screen of the monitor shows it, median", "ms", system, quantile(values, 0.5))
        run.add("key until the screen of the monitor shows it, p99", "ms", system, quantile(values, 0.99))
        run.add("CPU of the monitor meanwhile", "s/min", system, cpu / 1e9 * 60 / seconds)


def rest(run, system, seconds, starts):
    """The monitor beside ten processes that write nothing, and its start until the last row is on the screen."""
    if not system.is_ours:
        return
    ids = ["aa%d" % i for i in range(10)]
    with system.launch([sleeper(id) for id in ids], properties=CONTROL) as session:
        session.start(ids, "aa")
        cpu, = _terminal(run.paths, session, "idle", str(seconds), ids[-1])
        run.add("CPU of the monitor at rest", "s/min", system, cpu / 1e9 * 60 / seconds)
        values = [millis(n) for n in _terminal(run.paths, session, "start", str(starts), ids[-1])]
        run.add("start of the monitor until the screen shows all", "ms", system, quantile(values, 0.5))
        values = [_timed(_client(run.paths, session, "ps")) for _ in range(starts)]
        run.add("start and end of 'ps'", "ms", system, quantile(values, 0.5))


def _writer(id):
    return Planned(id, ("@child", "lines", "@report", id, str(LINES_PER_SECOND)))


def _client(paths, session, command):
    jars = glob.glob(os.path.join(paths.applications, "..", "..", "cli", "target", "quarkus-process-manager-cli-*.jar"))
    jars = [jar for jar in jars if "sources" not in jar]
    if not jars:
        raise Missed("the command line is not built")
    return [paths.java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jars[0], command, "--pid", str(session.pid)]


def _terminal(paths, session, *words):
    done = subprocess.run([os.path.join(paths.target, "terminal"), *words, *_client(paths, session, "top")],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise Missed("the monitor: %s" % done.stderr.strip())
    return [int(line) for line in done.stdout.split()]


def _timed(command):
    began = time.monotonic_ns()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return millis(time.monotonic_ns() - began)
