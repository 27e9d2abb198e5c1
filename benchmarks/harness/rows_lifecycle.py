"""Start, replacement and stop of processes that do nothing."""

import os
import signal
import time
from dataclasses import replace

from pace import settle
from plan import Planned, ids, times
from results import millis, quantile

PAUSE_SECONDS = 0.03
WARM_UP_KILLS = 20
STUBBORN_GRACE_MILLIS = 1_000
# Ours rehearses the stop two seconds after the start of the application, and measures each five seconds. Both slow down a stop.
REST_SECONDS = 6


def sleeper(id, what="sleep", restart=False):
    return Planned(id, ("@child", what, "@report", id), restart=restart)


def start_and_stop(run, system, count):
    """Start of all, warm, and stop of all from the request: the signal to the supervisor."""
    with system.launch(times(count, sleeper)) as session:
        session.warm_up()
        cpu = session.cpu_seconds()
        began, up = session.start(ids(count))
        last = max(e.nanos for e in up.values())
        run.add("start of %d, %s" % (count, "warm" if system.driven else "cold"), "ms", system, millis(last - began))
        run.add("start of %d, from the first to the last" % count, "ms", system,
                millis(last - min(e.nanos for e in up.values())))
        settle(REST_SECONDS)
        run.add("start of %d, CPU of the supervisor" % count, "ms", system, 1000 * (session.cpu_seconds() - cpu))
        dead, ended = session.stop()
        run.add("stop of %d" % count, "ms", system, millis(dead))
        run.add("stop of %d, end of the supervisor" % count, "ms", system, millis(ended))
        run.add("stop of %d, from the last death to the end" % count, "ms", system, millis(ended - dead))
        run.add("stop of %d, processes left" % count, "", system, len(session.report.alive()))


def cold_start(run, system, count):
    """From the launch of the supervisor until all processes run. A peer starts so anyway, see start_and_stop."""
    if not system.driven:
        return
    plan = times(count, lambda id: replace(sleeper(id), settings={"auto-start": "true"}))
    with system.session(plan) as session:
        session.command("start p")
        up = session.report.all("up", ids(count))
        run.add("start of %d, cold" % count, "ms", system, millis(max(e.nanos for e in up.values()) - session.launched))


def replacement(run, system, count, kills):
    """A process is killed and starts again with a delay of 0. The first kills warm up the supervisor."""
    with system.launch(times(count, lambda id: sleeper(id, restart=True))) as session:
        session.warm_up()
        _, up = session.start(ids(count))
        pids = {id: event.pid for id, event in up.items()}
        cpu, values = 0, []
        for kill in range(-WARM_UP_KILLS, kills):
            time.sleep(PAUSE_SECONDS)
            if kill == 0:
                cpu = session.cpu_seconds()
            id = "p%d" % (kill % count)
            killed = time.monotonic_ns()
            os.kill(pids[id], signal.SIGKILL)
            event = session.report.first("up", id, killed)
            pids[id] = event.pid
            if kill >= 0:
                values.append(millis(event.nanos - killed))
        run.add("replacement, one of %d, median" % count, "ms", system, quantile(values, 0.5))
        run.add("replacement, one of %d, p90" % count, "ms", system, quantile(values, 0.9))
        run.add("replacement, one of %d, CPU of the supervisor" % count, "ms", system,
                1000 * (session.cpu_seconds() - cpu) / kills)


def stubborn(run, system, count):
    """All processes ignore the stop signal: the time from the end of the grace period until all are dead."""
    if not system.kills:
        return
    with system.launch(times(count, lambda id: sleeper(id, "stubborn")), grace_millis=STUBBORN_GRACE_MILLIS) as session:
        session.warm_up()
        session.start(ids(count))
        settle(REST_SECONDS)
        dead, _ = session.stop()
        run.add("stubborn %d, over the grace period" % count, "ms", system, millis(dead) - STUBBORN_GRACE_MILLIS)


def notice(run, system, exits):
    """The time from the last act of a process until the supervisor reports its exit; ours: to a listener."""
    if not system.driven:
        return
    task = Planned("p0", ("@child", "exit", "@report", "p0"), settings={"kind": "task"})
    with system.launch([task]) as session:
        session.warm_up()
        session.command("watch")
        values = []
        for _ in range(WARM_UP_KILLS + exits):
            began, _ = session.start(["p0"])
            end = session.report.first("end", "p0", began)
            values.append(millis(session.report.first("exited", "p0", end.nanos).nanos - end.nanos))
            session.report.first("done", after=end.nanos)
        run.add("exit until it is reported, median", "ms", system, quantile(values[WARM_UP_KILLS:], 0.5))
