"""The named pipe through which children and supervisors report what they do, each with the time on the monotonic clock."""

import fcntl
import os
import select
import time
from collections import namedtuple

F_SETPIPE_SZ = 1031

Event = namedtuple("Event", "what id pid nanos number")


def _is_child(pid):
    """A pid alone can be that of a later process."""
    try:
        return os.path.basename(os.readlink("/proc/%d/exe" % pid)) == "child"
    except OSError:
        return False


class Missed(Exception):
    """An expected event has not arrived in time: the row cannot be measured."""


class Report:
    """Children hold the pipe open, so its end is the death of the last child: one wake-up, however many there are."""

    def __init__(self, path):
        self.path = path
        self.supervisor_runs = lambda: True
        os.mkfifo(path)
        self.reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        self.writer = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        fcntl.fcntl(self.reader, F_SETPIPE_SZ, 1 << 20)
        self.partial = b""
        self.events = []

    def close(self):
        os.close(self.reader)
        self._release()
        os.unlink(self.path)

    def wait(self, condition, what, seconds=60):
        """Waits until the condition, a function of the list of all events, is true; returns its value."""
        deadline = time.monotonic() + seconds
        while not (value := condition(self.events)):
            if self._poll(min(deadline, time.monotonic() + 1)):
                self._read()
            elif not self.supervisor_runs():
                raise Missed("%s: the supervisor has ended" % what)
            elif time.monotonic() > deadline:
                raise Missed("%s: not within %d s" % (what, seconds))
        return value

    def first(self, what, id="-", after=0, seconds=60):
        """Waits for one event that is later than a time, and returns it."""
        found = lambda events: next((e for e in reversed(events) if e.what == what and e.id == id and e.nanos > after), None)
        return self.wait(found, "'%s' of %s" % (what, id), seconds)

    def all(self, what, ids, after=0, seconds=120):
        """Waits until each process has reported it later than a time; returns the first event of each."""
        ids, seen, got = set(ids), 0, {}

        def complete(events):
            nonlocal seen
            for event in events[seen:]:
                if event.what == what and event.id in ids and event.nanos > after:
                    got.setdefault(event.id, event)
            seen = len(events)
            return got if len(got) == len(ids) else None

        return self.wait(complete, "'%s' of %d processes" % (what, len(ids)), seconds)

    def end_of_all(self, seconds=60):
        """Waits until no child is alive; returns the time in nanoseconds."""
        self._release()
        deadline = time.monotonic() + seconds
        while True:
            if not self._poll(deadline):
                raise Missed("processes are alive %d s after the stop: %s" % (seconds, self.alive()))
            # The time of the wake-up: what is left in the pipe is read after it.
            nanos = time.monotonic_ns()
            if not self._read():
                return nanos

    def alive(self):
        """The pids of the children that are alive: each "up" has its pid."""
        return sorted({e.pid for e in self.events if e.what == "up" and _is_child(e.pid)})

    def _release(self):
        if self.writer is not None:
            os.close(self.writer)
            self.writer = None

    def _poll(self, deadline):
        poll = select.poll()
        poll.register(self.reader, select.POLLIN)
        return poll.poll(max(0, deadline - time.monotonic()) * 1000)

    def _read(self):
        """Returns whether the pipe has a writer or had bytes."""
        try:
            data = os.read(self.reader, 1 << 20)
        except BlockingIOError:
            return True
        lines = (self.partial + data).split(b"\n")
        self.partial = lines.pop()
        for line in lines:
            words = line.decode().split()
            self.events.append(Event(words[0], words[1], int(words[2]), int(words[3]), int((words + ["0"])[4])))
        return bool(data)
