"""What a supervisor costs while its processes do nothing."""

from pace import settle
from plan import ids, times
from rows_lifecycle import sleeper
from systems import FIXED_HEAP, INTERPRETED

# After a start the JIT compiler of a JVM is busy for this time, with memory of its own, and idle threads end.
REST_SECONDS = 40


def idle(run, system, count, seconds):
    """The CPU time of a supervisor of one process, and what more each of many processes costs."""
    one = _cpu_with_one(run, system, seconds)
    many = _many(run, system, count, seconds)
    row = "idle, %d processes, more CPU than with 1" % count
    run.add(row, "s/min", system, many[0] - one[0])
    if system.has_heap:
        run.add(row + ", without the compilers", "s/min", system, many[1] - one[1])
        with system.launch(times(count, sleeper), jvm=FIXED_HEAP + INTERPRETED) as session:
            _, memory = _growth(session, count)
            run.add("idle process, one of %d, memory without compiled code" % count, "KiB", system, memory)


def _cpu_with_one(run, system, seconds):
    with system.launch([] if system.driven else times(1, sleeper), jvm=FIXED_HEAP) as session:
        session.warm_up()
        if not system.driven:
            session.start(ids(1))
        settle(REST_SECONDS)
        cpu = session.cpu_a_minute(seconds)
    run.add("idle, 1 process, CPU of the supervisor", "s/min", system, cpu[0])
    return cpu


def _many(run, system, count, seconds):
    with system.launch(times(count, sleeper), jvm=FIXED_HEAP) as session:
        threads, memory = _growth(session, count)
        # A peer has started all processes when it is launched, so it has no growth.
        if system.driven:
            run.add("idle process, one of %d, threads" % count, "", system, threads)
            run.add("idle process, one of %d, memory" % count, "KiB", system, memory)
        cpu = session.cpu_a_minute(seconds)
    run.add("idle, %d processes, CPU of the supervisor" % count, "s/min", system, cpu[0])
    return cpu


def _growth(session, count):
    """Starts the processes; returns how many threads and KiB there are more for each of them."""
    session.warm_up()
    settle(REST_SECONDS)
    threads, memory = session.threads(), session.memory_kib()
    session.start(ids(count))
    settle(REST_SECONDS)
    return (session.threads() - threads) / count, (session.memory_kib() - memory) / count
