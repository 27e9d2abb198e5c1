"""Output as fast as processes write it."""

import os
import signal
import time

from pace import settle
from plan import Planned, ids, times
from results import millis

MEGA = 1e6
LINE = 80
SETTLE_SECONDS = 3


def output(run, system, writers, mib, mode):
    """
    The rate from the signal on which all writers begin until the last line is kept (and written to the file), and the lines that
    are missing then. The start of the writers is not part of it: other rows measure it. A line that a process writes to its file
    itself is kept when the process has written it, so the exit is not part of that rate, and has a row of its own.
    """
    each = max(1, mib // writers)
    lines = each * (1 << 20) // LINE
    size = lines * LINE * writers
    # Each writer also says that it runs, and that it ends.
    expected = writers * (lines + 2)
    row = "output of %d, %s" % (writers, mode)
    if mode in system.outputs:
        with system.launch(times(writers, lambda id: _writer(id, each, mode))) as session:
            session.warm_up()
            session.command("watch")
            _, up = session.start(ids(writers))
            settle(SETTLE_SECONDS)
            cpu = session.cpu_seconds()
            began = time.monotonic_ns()
            for event in up.values():
                os.kill(event.pid, signal.SIGUSR1)
            done = session.report.first("done", after=began, seconds=300)
            used = session.cpu_seconds() - cpu
            end = done.nanos
            if mode == "direct":
                end = max(e.nanos for e in session.report.all("end", up, began).values())
            run.add(row, "MB/s", system, size / MEGA / ((end - began) / 1e9))
            run.add(row + ", CPU of the supervisor", "s/GB", system, used / (size / 1e9))
            if mode == "direct":
                run.add(row + ", from the last line until the exit is reported", "ms", system, millis(done.nanos - end))
            run.add(row + ", peak memory", "MiB", system, session.status("VmHWM") / 1024)
            run.add(row + ", lines missing", "", system, _missing(session, system, mode, writers, expected, done))


def _writer(id, each, mode):
    path = "@%s.log" % id if mode in ("file", "direct") else ""
    return Planned(id, ("@child", "write", "@report", id, str(each)), output=mode, path=path, settings={"kind": "task"})


def _missing(session, system, mode, writers, expected, done):
    """Counts the lines of the files. In memory, C and the loop count all lines; ours keeps the latest ones, and looks for gaps."""
    if mode in ("file", "direct"):
        return expected - sum(_count(os.path.join(session.directory, "p%d.log" % i)) for i in range(writers))
    if system.is_ours:
        return session.report.first("missing", after=done.nanos - 1, seconds=60).number
    return expected - done.number


def _count(path):
    with open(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
