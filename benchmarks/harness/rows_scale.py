"""How the costs of one engine grow with the number of its processes."""

from pace import settle
from plan import ids, times
from results import millis
from rows_lifecycle import sleeper
from systems import FIXED_HEAP

SETTLE_SECONDS = 3
REST_SECONDS = 15


def scale(run, system, count, seconds):
    """Start, memory, threads, descriptors, CPU time at rest and stop, each for so many processes."""
    if not system.driven:
        return
    row = "%d processes, " % count
    with system.launch(times(count, sleeper), jvm=FIXED_HEAP) as session:
        session.warm_up()
        threads, descriptors, memory = session.threads(), session.descriptors(), session.memory_kib()
        cpu = session.cpu_seconds()
        began, up = session.start(ids(count))
        run.add(row + "start", "ms", system, millis(max(event.nanos for event in up.values()) - began))
        settle(SETTLE_SECONDS)
        run.add(row + "CPU of the start, for each", "ms", system, (session.cpu_seconds() - cpu) * 1000 / count)
        run.add(row + "threads, for each", "", system, (session.threads() - threads) / count)
        run.add(row + "descriptors, for each", "", system, (session.descriptors() - descriptors) / count)
        run.add(row + "memory, for each", "KiB", system, (session.memory_kib() - memory) / count)
        settle(REST_SECONDS)
        run.add(row + "CPU at rest", "s/min", system, session.cpu_a_minute(seconds)[0])
        dead, _ = session.stop()
        run.add(row + "stop", "ms", system, millis(dead))


def measurements(run, system, count, seconds):
    """The CPU time of one measurement of all processes: a run that measures each second, less one that measures seldom."""
    if not system.is_ours:
        return
    used = []
    for interval in ("1s", "1h"):
        with system.launch(times(count, sleeper), jvm=FIXED_HEAP,
                           properties={"quarkus.process-manager.metrics.interval": interval}) as session:
            session.warm_up()
            session.start(ids(count))
            settle(REST_SECONDS)
            used.append(session.cpu_a_minute(seconds)[0])
    run.add("%d processes, CPU of one measurement" % count, "ms", system, (used[0] - used[1]) * 1000 / 60)
