"""The groups of rows, by name, and their sizes: whole, and for a smoke run."""

import rows_application
import rows_checks
import rows_idle
import rows_lifecycle
import rows_monitor
import rows_output


def _counts(given, whole, smoke):
    return given.count or (smoke if given.smoke else whole)


def _rounds(given, whole):
    return given.rounds or (1 if given.smoke else whole)


def _start(run, given):
    for count in _counts(given, [100], [5]):
        rows_lifecycle.start_and_stop(run, count, _rounds(given, 5))


def _replace(run, given):
    for count in _counts(given, [10], [2]):
        rows_lifecycle.replacement(run, count, 5 if given.smoke else 100, _rounds(given, 3))


def _notice(run, given):
    rows_lifecycle.notice(run, 3 if given.smoke else 100, _rounds(given, 3))


def _stubborn(run, given):
    for count in _counts(given, [100], [3]):
        rows_lifecycle.stubborn(run, count, _rounds(given, 3))


def _idle(run, given):
    for count in _counts(given, [100], [3]):
        rows_idle.idle(run, count, 1 if given.smoke else 20)


def _output(mode):
    def measure(run, given):
        for writers in [1, 20] if not given.smoke else [2]:
            rows_output.output(run, writers, 10 if given.smoke else 500, mode, _rounds(given, 3))
    return measure


def _chain(run, given):
    rows_checks.chain(run, 3 if given.smoke else 10, _rounds(given, 3))


def _checks(run, given):
    rows_checks.checks(run, 3 if given.smoke else 100, 1 if given.smoke else 20)


def _application(run, given):
    rows_application.start(run, run.paths, _rounds(given, 7))


def _monitor(run, given):
    for system in run.systems:
        if "log" in system.outputs:
            rows_monitor.keys(run, system, 10 if given.smoke else 200)
            rows_monitor.rest(run, system, 1 if given.smoke else 30, 1 if given.smoke else 10)


ALL = {
    "start": _start,
    "replace": _replace,
    "notice": _notice,
    "stubborn": _stubborn,
    "idle": _idle,
    "output-memory": _output("memory"),
    "output-file": _output("file"),
    "output-direct": _output("direct"),
    "output-log": _output("log"),
    "chain": _chain,
    "checks": _checks,
    "application": _application,
    "monitor": _monitor,
}
