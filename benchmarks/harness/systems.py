"""The supervisors that can be driven: the floor in C, the plain loop around ProcessBuilder, and the packaged application."""

import os
from dataclasses import dataclass, field, replace

import plan as plans
from report import Missed
from session import Session

GRACE_MILLIS = 10_000
# Garbage does not count as memory.
FIXED_HEAP = ("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch")
# Neither compiled code nor the memory of the compilers, which differs by some MB from run to run.
INTERPRETED = ("-Xint",)


@dataclass(frozen=True)
class Launch:
    """What a supervisor is launched with."""

    plan: list
    grace_millis: int = GRACE_MILLIS
    jvm: tuple = ()  # options of a JVM
    properties: dict = field(default_factory=dict)  # more properties of the application
    directory: str = ""

    def write(self, name, text):
        """Writes a file below the directory; returns its path."""
        path = os.path.join(self.directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
        return path

    @property
    def report(self):
        return os.path.join(self.directory, "report")


class System:
    """Makes sessions."""

    name = ""
    # The groups of rows that it takes part in; None for all.
    groups = None
    # Whether it obeys commands; otherwise it starts all processes when it is launched.
    driven = True
    # Whether it kills a process that ignores the stop signal.
    kills = True
    # Whether it is the process manager.
    is_ours = False
    # Whether it is a JVM.
    has_heap = False
    outputs = ("memory", "file", "direct")
    checks = ("tcp",)

    def __init__(self, paths):
        self.paths = paths

    def launch(self, plan, **fields):
        """Launches the supervisor, with more fields of Launch, and waits until it obeys commands. No process runs yet."""
        session = self.session(plan, **fields)
        if self.driven:
            try:
                # On a busy machine a JVM without compilers needs minutes.
                session.report.first("ready", seconds=240)
            except Missed:
                session.__exit__(Missed, None, None)
                raise
        return session

    def session(self, plan, **fields):
        """Launches the supervisor. Commands wait in its input until it reads them."""
        directory = self.paths.session_directory()
        warm = [plans.Planned("w0", ("@child", "sleep", "@report", "w0"))] if self.driven else []
        launch = Launch([self._placed(p, directory) for p in [*warm, *plan]], directory=directory, **fields)
        return Session(directory, self.prepare(launch), self.environment(directory), self.driven, self.has_heap)

    def environment(self, directory):
        """More variables of its environment."""
        return {}

    def _placed(self, p, directory):
        """Commands and files know the directory of the session only now."""
        place = lambda text: text.replace("@child", self.paths.child).replace("@", directory + "/")
        return replace(p, command=tuple(map(place, p.command)), path=place(p.path))

    def prepare(self, launch):
        """Writes the files of the supervisor; returns its command."""
        raise NotImplementedError


class Floor(System):
    name = "C"
    checks = ("tcp", "http")

    def prepare(self, launch):
        return [self.paths.floor, launch.write("plan", plans.lines(launch.plan)), launch.report, str(launch.grace_millis)]


class Loop(System):
    name = "loop"
    has_heap = True

    def prepare(self, launch):
        return [self.paths.java, *launch.jvm, "-cp", self.paths.classes, "io.quarkiverse.processmanager.benchmarks.Loop",
                launch.write("plan", plans.lines(launch.plan)), launch.report, str(launch.grace_millis)]


class LoopInQuarkus(System):
    """The plain loop in a packaged Quarkus application, which ends as each application does."""

    has_heap = True

    def __init__(self, paths, name, options, stops_with_beans):
        super().__init__(paths)
        self.name = name
        # A replacement has nothing to do with the place of the stop.
        self.groups = ("start", "stubborn") if stops_with_beans else ("start", "replace", "stubborn")
        self.options = list(options)
        self.stops_with_beans = stops_with_beans

    def prepare(self, launch):
        return [self.paths.java, *launch.jvm, "-Dbenchmark.plan=" + launch.write("plan", plans.lines(launch.plan)),
                "-Dbenchmark.report=" + launch.report, "-Dbenchmark.grace-millis=%d" % launch.grace_millis,
                "-Dbenchmark.stops-with-beans=" + str(self.stops_with_beans).lower(), "-Dquarkus.http.port=0", *self.options,
                "-jar", self.paths.jar("loop")]


class Application(System):
    name = "ours"
    has_heap = True
    is_ours = True
    outputs = ("memory", "file", "direct", "log")
    checks = ("tcp", "http")

    def __init__(self, paths, name, options):
        super().__init__(paths)
        self.name = name
        self.options = list(options)

    def prepare(self, launch):
        launch.write("config/application.properties", plans.properties(launch.plan, launch.grace_millis, launch.properties))
        return [self.paths.java, *launch.jvm, "-Dbenchmark.driven=true", "-Dbenchmark.report=" + launch.report,
                "-Dbenchmark.child=" + self.paths.child, "-Dquarkus.http.port=0", *self.options,
                "-jar", self.paths.jar("supervised")]
