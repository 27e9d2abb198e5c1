"""How the costs of one engine grow with the number of its processes."""

import os

from pace import settle
from plan import times
from results import millis
from rows_idle import cpu_a_minute
from rows_lifecycle import sleeper
from systems import FIXED_HEAP

SETTLE_SECONDS = 3
REST_SECONDS = 15


def scale(run, system, count, seconds):
    """Start, memory, threads, descriptors, the measurements of a minute and the stop, each for so many processes."""
    if not system.driven:
        return
    rows = "%d processes, " % count
    with system.launch(times(count, sleeper), jvm=FIXED_HEAP) as session:
        session.warm_up()
        threads, files, memory = session.threads(), _files(session), _memory(system, session)
        cpu = session.cpu_seconds()
        began, up = session.start("p%d" % i for i in range(count))
        run.add(rows + "start", "ms", system, millis(max(event.nanos for event in up.values()) - began))
        settle(SETTLE_SECONDS)
        run.add(rows + "CPU of the start, for each", "ms", system, (session.cpu_seconds() - cpu) * 1000 / count)
        run.add(rows + "threads, for each", "", system, (session.threads() - threads) / count)
        run.add(rows + "descriptors, for each", "", system, (_files(session) - files) / count)
        run.add(rows + "memory, for each", "KiB", system, (_memory(system, session) - memory) / count)
        settle(REST_SECONDS)
        run.add(rows + "CPU at rest", "s/min", system, cpu_a_minute(session, seconds))
        dead, _ = session.stop()
        run.add(rows + "stop", "ms", system, millis(dead))


def measurements(run, system, count, seconds):
    """The CPU time of one measurement of all processes: a run that measures each second, less one that measures seldom."""
    if not system.has_monitor:
        return
    used = []
    for interval in ("1s", "1h"):
        with system.launch(times(count, sleeper), jvm=FIXED_HEAP,
                           more=[("quarkus.process-manager.metrics.interval", interval)]) as session:
            session.warm_up()
            session.start("p%d" % i for i in range(count))
            settle(REST_SECONDS)
            used.append(cpu_a_minute(session, seconds))
    run.add("%d processes, CPU of one measurement" % count, "ms", system, (used[0] - used[1]) * 1000 / 60)


def _files(session):
    return len(os.listdir("/proc/%d/fd" % session.pid))


def _memory(system, session):
    """The heap is touched, so its used part replaces none of the memory and is added."""
    heap = 0
    if system.has_heap:
        began = session.command("heap")
        heap = session.report.first("heap", after=began).number / 1024
    return session.pss_kib() + heap
