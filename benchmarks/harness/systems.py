"""The supervisors that can be driven: the floor in C, the plain loop around ProcessBuilder, and the packaged application."""

import os
import shutil
import signal
import subprocess
import sys
import time
from zipfile import ZipFile

import plan as plans
from pace import settle
from report import Missed, Report

GRACE_MILLIS = 10_000
# Garbage does not count as memory.
FIXED_HEAP = ("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch")
# Neither compiled code nor the memory of the compilers, which differs by some MB from run to run.
INTERPRETED = ("-Xint",)


# Each process of a session has the directory of the session in this variable.
MARKER = "BENCHMARK_SESSION"


def kill_all(directory):
    """Kills all processes of a session, until none is left."""
    marker = ("%s=%s" % (MARKER, directory)).encode()
    while found := [pid for pid in filter(str.isdigit, os.listdir("/proc")) if marker in _environment(pid).split(b"\0")]:
        for pid in found:
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                pass


def _environment(pid):
    try:
        with open("/proc/%s/environ" % pid, "rb") as environment:
            return environment.read()
    except OSError:
        return b""


class Session:
    """One run of a supervisor. The directory and all processes are gone at its end."""

    def __init__(self, directory, command, environment=(), driven=True):
        self.driven = driven
        self.directory = directory
        self.report = Report(os.path.join(directory, "report"))
        self.launched = time.monotonic_ns()
        with open(os.path.join(directory, "output"), "wb") as output:
            self.process = subprocess.Popen(command, cwd=directory, stdin=subprocess.PIPE, stdout=output,
                                            stderr=subprocess.STDOUT,
                                            env={**os.environ, **dict(environment), MARKER: directory})
        self.pid = self.process.pid
        self.report.supervisor_runs = lambda: self.process.poll() is None

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        try:
            self.process.terminate()
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            pass
        finally:
            # A supervisor that does not end, and the processes that it leaves.
            kill_all(self.directory)
            self.process.wait()
            self.process.stdin.close()
            self.report.close()
            if failure[0] is Missed:
                print(self.text()[-2000:], file=sys.stderr)
            shutil.rmtree(self.directory, ignore_errors=True)

    def command(self, line):
        """Sends a command; returns the time before it."""
        nanos = time.monotonic_ns()
        self.process.stdin.write((line + "\n").encode())
        self.process.stdin.flush()
        return nanos

    def start(self, ids, prefix="p", seconds=180):
        """Starts processes and waits until all run; returns the time of the command and the event of each process."""
        began = self.command("start " + prefix) if self.driven else self.launched
        return began, self.report.all("up", ids, began, seconds)

    def warm_up(self):
        """One start, so that the first process of the measurement loads no class for the first time."""
        if self.driven:
            self.start(["w0"], "w0")
            settle(1)

    def stop(self, seconds=240):
        """Ends the supervisor with SIGTERM; returns the nanoseconds until all processes are dead, and until it has ended."""
        began = time.monotonic_ns()
        self.process.send_signal(signal.SIGTERM)
        dead = self.report.end_of_all(seconds)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Missed("the supervisor has not ended %d s after the stop" % seconds) from None
        return dead - began, time.monotonic_ns() - began

    def text(self):
        """The output of the supervisor."""
        with open(os.path.join(self.directory, "output"), errors="replace") as output:
            return output.read()

    def cpu_seconds(self):
        """The CPU time of the supervisor, from the clock of its process: threads that have ended count too."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def compiler_seconds(self):
        """The CPU time of each thread of the compilers of a JVM; none for another program. An idle one ends."""
        seconds = {}
        for task in os.listdir("/proc/%d/task" % self.pid):
            try:
                with open("/proc/%d/task/%s/comm" % (self.pid, task)) as name:
                    if name.read()[2:].startswith(" Compiler"):
                        with open("/proc/%d/task/%s/schedstat" % (self.pid, task)) as used:
                            seconds[task] = int(used.read().split()[0]) / 1e9
            except OSError:
                # The thread has ended.
                pass
        return seconds

    def threads(self):
        return len(os.listdir("/proc/%d/task" % self.pid))

    def status(self, key):
        """A value of /proc/PID/status in kB."""
        with open("/proc/%d/status" % self.pid) as status:
            return next(int(line.split()[1]) for line in status if line.startswith(key + ":"))

    def pss_kib(self):
        """The memory of the supervisor; each shared page counts by its share."""
        with open("/proc/%d/smaps_rollup" % self.pid) as rollup:
            return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))


class System:
    """Makes sessions."""

    name = ""
    # The groups of rows that it takes part in; None for all.
    groups = None
    # Whether it obeys commands; otherwise it starts all processes when it is launched.
    driven = True
    # Whether it kills a process that ignores the stop signal.
    kills = True
    # Whether the monitor of the command line can show its processes.
    has_monitor = False
    has_heap = False
    # Whether "done" has the lines that are missing in memory, instead of all lines.
    counts_kept_lines = False
    outputs = ("memory", "file", "direct")
    checks = ("tcp",)

    def __init__(self, paths):
        self.paths = paths

    def directory(self):
        return self.paths.session_directory()

    def launch(self, plan, grace_millis=GRACE_MILLIS, jvm=(), more=()):
        """
        Launches the supervisor and waits until it obeys commands. No process runs yet. A JVM has these options, and the application has
        more properties.
        """
        session = self.session(plan, grace_millis, jvm, more)
        if self.driven:
            try:
                # On a busy machine a JVM without compilers needs minutes.
                session.report.first("ready", seconds=240)
            except Missed:
                session.__exit__(Missed, None, None)
                raise
        return session

    def session(self, plan, grace_millis=GRACE_MILLIS, jvm=(), more=()):
        """Launches the supervisor. Commands wait in its input until it reads them."""
        directory = self.directory()
        report = os.path.join(directory, "report")
        warm = plans.Planned("w0", (self.paths.child, "sleep", report, "w0"))
        plan = ([warm] if self.driven else []) + [self._placed(p, directory) for p in plan]
        command = self.prepare(plan, directory, grace_millis, jvm, dict(more))
        return Session(directory, command, self.environment(directory), self.driven)

    def environment(self, directory):
        """More variables of its environment."""
        return {}

    def _placed(self, p, directory):
        """Commands and files know the directory of the session only now."""
        place = lambda text: text.replace("@child", self.paths.child).replace("@", directory + "/")
        return plans.Planned(**{**p.__dict__, "command": tuple(map(place, p.command)), "path": place(p.path)})

    def prepare(self, plan, directory, grace_millis, jvm, more):
        """Writes the files of the supervisor; returns its command."""
        raise NotImplementedError


def write(directory, name, text):
    path = os.path.join(directory, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)
    return path


class Floor(System):
    name = "C"
    checks = ("tcp", "http")

    def prepare(self, plan, directory, grace_millis, jvm, more):
        return [self.paths.floor, write(directory, "plan", plans.lines(plan)), os.path.join(directory, "report"),
                str(grace_millis)]


class Loop(System):
    name = "loop"
    has_heap = True

    def prepare(self, plan, directory, grace_millis, jvm, more):
        return [self.paths.java, *jvm, "-cp", self.paths.classes,
                "io.quarkiverse.processmanager.benchmarks.Loop", write(directory, "plan", plans.lines(plan)),
                os.path.join(directory, "report"), str(grace_millis)]


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
        self.jar = os.path.join(paths.applications, "loop", "target", "quarkus-app", "quarkus-run.jar")

    def prepare(self, plan, directory, grace_millis, jvm, more):
        return [self.paths.java, *jvm,
                "-Dbenchmark.plan=" + write(directory, "plan", plans.lines(plan)),
                "-Dbenchmark.report=" + os.path.join(directory, "report"), "-Dbenchmark.grace-millis=%d" % grace_millis,
                "-Dbenchmark.stops-with-beans=" + str(self.stops_with_beans).lower(), "-Dquarkus.http.port=0", *self.options,
                "-jar", self.jar]


class Application(System):
    name = "ours"
    has_heap = True
    counts_kept_lines = True
    has_monitor = True
    outputs = ("memory", "file", "direct", "log")
    checks = ("tcp", "http")

    def __init__(self, paths, name, options, applications):
        super().__init__(paths)
        self.name = name
        self.options = list(options)
        self.jar = os.path.join(applications, "supervised", "target", "quarkus-app", "quarkus-run.jar")

    def has_native_way(self):
        """Whether this build knows quarkus.process-manager.native."""
        main = os.path.join(os.path.dirname(self.jar), "lib", "main")
        jars = [jar for jar in os.listdir(main) if jar.startswith("io.quarkiverse.processmanager.")]
        return any("/definition/NativeWay.class" in name for jar in jars for name in ZipFile(os.path.join(main, jar)).namelist())

    def prepare(self, plan, directory, grace_millis, jvm, more):
        write(directory, "config/application.properties", plans.properties(plan, grace_millis, False, more))
        return [self.paths.java, *jvm, "-Dbenchmark.driven=true",
                "-Dbenchmark.report=" + os.path.join(directory, "report"), "-Dbenchmark.child=" + self.paths.child,
                "-Dquarkus.http.port=0", *self.options, "-jar", self.jar]
