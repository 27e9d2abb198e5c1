"""The processes of a measurement, and the forms in which the floor, the loop and the application read them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Planned:
    """One process. "w0" is started first and warms up the supervisor; the id of a command selects all that begin with it."""

    id: str
    command: tuple
    restart: bool = False
    output: str = "memory"  # memory, file (memory too), direct, log (memory and the log of the application)
    path: str = ""
    after: str = ""
    port: int = 0
    check: str = ""  # tcp or http: the port is checked
    interval_millis: int = 0
    settings: dict = field(default_factory=dict)  # keys of the application that no other field has


def ids(count):
    """The ids of so many processes."""
    return ["p%d" % i for i in range(count)]


def times(count, planned):
    """The plan of so many processes: a function of the id makes each."""
    return [planned(id) for id in ids(count)]


def lines(plan):
    """The form of the floor and of the plain loop."""
    return "".join("%s %s -- %s\n" % (p.id, " ".join(_settings(p)), " ".join(p.command)) for p in plan)


def _settings(p):
    yield "output=" + ("memory" if p.output == "log" else p.output)
    if p.path:
        yield "path=" + p.path
    if p.after:
        yield "after=" + p.after
    if p.restart:
        yield "restart=always"
    if p.port:
        yield "port=%d" % p.port
    if p.check == "http":
        yield "check=http"
    if p.interval_millis:
        yield "interval=%d" % p.interval_millis


# The processes that the application with ten processes declares itself.
DECLARED = ["d%d" % i for i in range(10)]


def properties(plan, grace_millis, others):
    """The form of the application: config/application.properties of its working directory, with other properties."""
    text = ["quarkus.process-manager.shutdown-timeout=60s"] + ["%s=%s" % pair for pair in others.items()]
    # Those are for the measurement of the start of the application only.
    text.extend("quarkus.processes.%s.auto-start=false" % id for id in DECLARED)
    for p in plan:
        for key, value in _properties(p, grace_millis).items():
            text.append("quarkus.processes.%s.%s=%s" % (p.id, key, value))
    return "\n".join(text) + "\n"


def _properties(p, grace_millis):
    keys = {"command": " ".join(p.command), "stop.timeout": "%dms" % grace_millis, "auto-start": "false"}
    if p.restart:
        keys.update({"restart.policy": "always", "restart.delay": "0s", "restart.max": "1000000"})
    if p.output != "log":
        keys["log.level"] = "OFF"
        keys["log.stderr-level"] = "OFF"
    if p.output == "direct":
        keys["log.mode"] = "direct"
    if p.path:
        keys.update({"log.file.path": p.path, "log.file.rotation.max-file-size": "10G"})
    if p.after:
        keys["depends-on"] = p.after
    if p.port:
        keys["port"] = p.port
    if p.check == "http":
        keys["health.path"] = "/"
    if p.interval_millis:
        keys["health.interval"] = "%dms" % p.interval_millis
    keys.update(p.settings)
    return keys
