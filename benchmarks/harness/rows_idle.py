"""What a supervisor costs while its processes do nothing."""

import time

from pace import settle
from plan import times
from rows_lifecycle import sleeper
from systems import FIXED_HEAP, INTERPRETED

# After a start the JIT compiler of a JVM is busy for this time, with memory of its own, and idle threads end.
REST_SECONDS = 40


def idle(run, system, count, seconds):
    """Threads, memory and CPU time, all at rest; returns the latter in seconds a minute, in all and without the compilers."""
    with system.launch(times(count, sleeper), jvm=FIXED_HEAP) as session:
        row = "idle process, one of %d" % count
        threads, memory = _growth(system, session, count)
        if system.driven:
            run.add(row + ", threads", "", system, threads)
            run.add(row + ", memory", "KiB", system, memory)
        cpu = cpu_parts_a_minute(session, seconds)
        run.add("idle, %d processes, CPU of the supervisor" % count, "s/min", system, cpu[0])
    if system.has_heap:
        with system.launch(times(count, sleeper), jvm=FIXED_HEAP + INTERPRETED) as session:
            _, memory = _growth(system, session, count)
            run.add(row + ", memory without compiled code", "KiB", system, memory)
    return cpu


def idle_cpu(run, system, count, seconds):
    """The CPU time of the supervisor that runs one process, and what more it is with many."""
    with system.launch([] if system.driven else times(1, sleeper), jvm=FIXED_HEAP) as session:
        session.warm_up()
        if not system.driven:
            session.start(["p0"])
        settle(REST_SECONDS)
        one = cpu_parts_a_minute(session, seconds)
    run.add("idle, 1 process, CPU of the supervisor", "s/min", system, one[0])
    many = idle(run, system, count, seconds)
    row = "idle, %d processes, more CPU than with 1" % count
    run.add(row, "s/min", system, many[0] - one[0])
    if system.has_heap:
        run.add(row + ", without the compilers", "s/min", system, many[1] - one[1])


def _growth(system, session, count):
    """Starts the processes; returns how many threads and KiB there are more for each of them."""
    session.warm_up()
    settle(REST_SECONDS)
    without = _usage(system, session)
    session.start("p%d" % i for i in range(count))
    settle(REST_SECONDS)
    usage = _usage(system, session)
    return (usage[0] - without[0]) / count, (usage[1] - without[1]) / count


def cpu_a_minute(session, seconds):
    """The CPU time in seconds a minute."""
    return cpu_parts_a_minute(session, seconds)[0]


def cpu_parts_a_minute(session, seconds):
    """The CPU time in seconds a minute, in all and without the compilers of the JVM."""
    cpu, compilers, began = session.cpu_seconds(), session.compiler_seconds(), time.monotonic()
    time.sleep(seconds)
    cpu = session.cpu_seconds() - cpu
    # A thread that has ended meanwhile has used next to nothing: it ends because it is idle.
    compilers = sum(used - compilers.get(task, 0) for task, used in session.compiler_seconds().items())
    passed = time.monotonic() - began
    return cpu / passed * 60, (cpu - compilers) / passed * 60


def _usage(system, session):
    """The number of threads, and the memory in KiB: the heap is touched, so its used part replaces none of it and is added."""
    heap = 0
    if system.has_heap:
        began = session.command("heap")
        heap = session.report.first("heap", after=began).number / 1024
    return session.threads(), session.pss_kib() + heap
