"""One run of a supervisor: its process, its commands, its report, and what it uses."""

import os
import shutil
import signal
import subprocess
import sys
import time

from pace import settle
from report import Missed, Report

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

    def __init__(self, directory, command, environment=(), driven=True, has_heap=False):
        self.driven = driven
        self.has_heap = has_heap
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
        """Starts processes and waits until all run; returns the time of the command, and the event "up" of each process by its id."""
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

    def cpu_a_minute(self, seconds):
        """Measures so long; returns the CPU time in seconds a minute, in all and without the compilers of a JVM."""
        cpu, compilers, began = self.cpu_seconds(), self.compiler_seconds(), time.monotonic()
        time.sleep(seconds)
        cpu = self.cpu_seconds() - cpu
        # A thread that has ended meanwhile has used next to nothing: it ends because it is idle.
        compilers = sum(used - compilers.get(task, 0) for task, used in self.compiler_seconds().items())
        minutes = (time.monotonic() - began) / 60
        return cpu / minutes, (cpu - compilers) / minutes

    def threads(self):
        return len(os.listdir("/proc/%d/task" % self.pid))

    def descriptors(self):
        return len(os.listdir("/proc/%d/fd" % self.pid))

    def status(self, key):
        """A value of /proc/PID/status in kB."""
        with open("/proc/%d/status" % self.pid) as status:
            return next(int(line.split()[1]) for line in status if line.startswith(key + ":"))

    def memory_kib(self):
        """
        The memory of the supervisor; each shared page counts by its share. The heap of a JVM is touched, see FIXED_HEAP, so its used
        part replaces none of that memory and is added.
        """
        with open("/proc/%d/smaps_rollup" % self.pid) as rollup:
            pss = next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        if not self.has_heap:
            return pss
        began = self.command("heap")
        return pss + self.report.first("heap", after=began).number / 1024
