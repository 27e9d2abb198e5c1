"""Live reload: an edit of a class, until the answer of the application is the new one."""

import contextlib
import http.client
import os
import re
import socket
import statistics
import time

from report import Missed
from results import millis
from session import Session

WARM_UP = 3
PATIENCE_SECONDS = 240
ANSWER = re.compile(r'"hello \d+"')


def reload(run, edits):
    """Dev mode of an application without the extension, and of one with ten processes, which keep running."""
    plain = _edits(run.paths, "plain", edits)
    supervised = _edits(run.paths, "supervised", edits)
    run.add_ours("live reload, without the extension", "ms", *plain)
    run.add_ours("live reload, 10 processes", "ms", *supervised)
    run.add_ours("live reload, 10 processes, more than without", "ms", statistics.median(supervised) - statistics.median(plain))


def _edits(paths, name, edits):
    """The milliseconds until the answer has changed, of each edit but the first ones."""
    module = os.path.join(paths.applications, name)
    root = os.path.abspath(os.path.join(paths.applications, "..", ".."))
    source = os.path.join(module, "src", "main", "java", "io", "quarkiverse", "processmanager", "benchmarks", "application",
                          "Hello.java")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    maven = ("exec ./mvnw -B -q -Pbenchmarks -pl benchmarks/applications/%s -am -Dmaven.test.skip=true -DskipExtensionValidation=true"
             " -Ddebug=false -Dquarkus.http.port=%d -Dquarkus.analytics.disabled=true -Dquarkus.console.enabled=false"
             " -Dbenchmark.child=%s -Dbenchmark.report=- compile quarkus:dev" % (name, port, paths.child))
    with open(source) as file:
        original = file.read()
    directory = paths.session_directory()
    with Session(directory, ["sh", "-c", "cd '%s' && %s" % (root, maven)]) as session, _restored(source, original):
        _await(session, port, "hello 0", PATIENCE_SECONDS)
        values = []
        for edit in range(1, WARM_UP + edits + 1):
            time.sleep(1)
            with open(source, "w") as file:
                file.write(ANSWER.sub('"hello %d"' % edit, original))
            began = time.monotonic_ns()
            _await(session, port, "hello %d" % edit, 60)
            values.append(millis(time.monotonic_ns() - began))
        return values[WARM_UP:]


@contextlib.contextmanager
def _restored(path, text):
    try:
        yield
    finally:
        with open(path, "w") as file:
            file.write(text)


def _await(session, port, answer, seconds):
    deadline = time.monotonic() + seconds
    while _get(port) != answer:
        if session.process.poll() is not None or time.monotonic() > deadline:
            raise Missed("the application in dev mode does not answer '%s'" % answer)
        time.sleep(0.005)


def _get(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/hello")
        return connection.getresponse().read().decode()
    except OSError:
        return None
    finally:
        connection.close()
