"""Health checks: a chain of services that wait for each other, and the cost of many checks."""

import socket
import statistics
import time

from pace import settle
from plan import Planned, ids, times
from results import millis

LISTENS_AFTER_MILLIS = 100
INTERVAL_MILLIS = 1_000
SETTLE_SECONDS = 5
# The JIT compiler needs this time for the code that 100 checks a second run. It costs more than the checks until then.
COMPILED_SECONDS = 90


def chain(run, system, count):
    """Each service listens 100 ms after its start; a hop is the time from then until the next service runs."""
    if not system.driven:
        return
    ports = _free_ports(count)
    with system.launch(times(count, lambda id: _service(id, ports, LISTENS_AFTER_MILLIS, after=True))) as session:
        session.warm_up()
        began, up = session.start(ids(count))
        listens = session.report.all("listens", up, began)
        hops = [up["p%d" % i].nanos - listens["p%d" % (i - 1)].nanos for i in range(1, count)]
        run.add("chain of %d, per hop" % count, "ms", system, millis(statistics.mean(hops)))
        run.add("chain of %d, until the last listens" % count, "ms", system,
                millis(listens["p%d" % (count - 1)].nanos - began))


def checks(run, system, count, seconds):
    """The CPU time of a supervisor that checks so many ports each second; of a JVM also in the minute that compiles its code."""
    for kind in ("tcp", "http"):
        if kind in system.checks:
            ports = _free_ports(count)
            with system.launch(times(count, lambda id: _service(id, ports, 0, kind))) as session:
                session.warm_up()
                session.start(ids(count))
                settle(SETTLE_SECONDS)
                row = "%s checks, %d a second, CPU of the supervisor" % (kind, count)
                if system.has_heap:
                    run.add(row + ", first minute", "s/min", system, session.cpu_a_minute(seconds)[0])
                    settle(COMPILED_SECONDS)
                cpu, without_compilers = session.cpu_a_minute(seconds)
                run.add(row, "s/min", system, cpu)
                if system.has_heap:
                    run.add(row + ", without the compilers", "s/min", system, without_compilers)


def _service(id, ports, listens_after, check="tcp", after=False):
    number = int(id[1:])
    port = ports[number]
    return Planned(id, ("@child", "serve", "@report", id, str(port), str(listens_after)), port=port, check=check,
                   after="p%d" % (number - 1) if after and number > 0 else "",
                   interval_millis=0 if after else INTERVAL_MILLIS)


def _free_ports(count):
    """Ports that are free now; all are held until the last is found, so that none is found twice."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
