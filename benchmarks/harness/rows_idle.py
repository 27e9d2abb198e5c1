"""What a supervisor costs while its processes do nothing."""

import time

from pace import settle
from plan import times
from rows_lifecycle import sleeper

# After a start the JIT compiler of a JVM is busy for this time, with memory of its own, and idle threads end.
REST_SECONDS = 40


def idle(run, system, count, seconds):
    """
    Threads, memory and CPU time, all at rest; returns the latter in seconds a minute. The JVMs have a heap of fixed size, all
    touched, so that garbage does not count as memory.
    """
    with system.launch(times(count, sleeper), fixed_heap=True) as session:
        session.warm_up()
        settle(REST_SECONDS)
        without = _usage(system, session)
        session.start("p%d" % i for i in range(count))
        settle(REST_SECONDS)
        usage = _usage(system, session)
        row = "idle process, one of %d" % count
        if system.driven:
            run.add(row + ", threads", "", system, (usage[0] - without[0]) / count)
            run.add(row + ", memory", "KiB", system, (usage[1] - without[1]) / count)
        cpu = cpu_a_minute(session, seconds)
        run.add("idle, %d processes, CPU of the supervisor" % count, "s/min", system, cpu)
        return cpu


def idle_cpu(run, system, count, seconds):
    """The CPU time of the supervisor that runs one process, and what more it is with many."""
    with system.launch([] if system.driven else times(1, sleeper), fixed_heap=True) as session:
        session.warm_up()
        if not system.driven:
            session.start(["p0"])
        settle(REST_SECONDS)
        one = cpu_a_minute(session, seconds)
    run.add("idle, 1 process, CPU of the supervisor", "s/min", system, one)
    run.add("idle, %d processes, more CPU than with 1" % count, "s/min", system, idle(run, system, count, seconds) - one)


def cpu_a_minute(session, seconds):
    """The CPU time in seconds a minute."""
    cpu, began = session.cpu_seconds(), time.monotonic()
    time.sleep(seconds)
    return (session.cpu_seconds() - cpu) / (time.monotonic() - began) * 60


def _usage(system, session):
    """The number of threads, and the memory in KiB: the heap is touched, so its used part replaces none of it and is added."""
    heap = 0
    if system.has_heap:
        began = session.command("heap")
        heap = session.report.first("heap", after=began).number / 1024
    return session.threads(), session.pss_kib() + heap
