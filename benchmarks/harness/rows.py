"""The groups of rows, by name, and their sizes: whole, and for a smoke run."""

import rows_application
import rows_checks
import rows_idle
import rows_lifecycle
import rows_monitor
import rows_output
import rows_reload
import rows_scale


def _sized(given, whole, smoke):
    return smoke if given.smoke else whole


def _counts(given, whole, smoke):
    return given.count or _sized(given, whole, smoke)


def _rounds(given, whole):
    return given.rounds or _sized(given, whole, 1)


def _start(run, given):
    for count in _counts(given, [10, 100], [5]):
        run.each(_rounds(given, 5), lambda system: rows_lifecycle.start_and_stop(run, system, count))
        run.each(_rounds(given, 3), lambda system: rows_lifecycle.cold_start(run, system, count))


def _grow(run, given):
    """The rows of start and replace, each with many processes."""
    for count in _counts(given, [300, 1000], []):
        run.each(_rounds(given, 1), lambda system: rows_lifecycle.start_and_stop(run, system, count))
    for count in _counts(given, [1000], [20]):
        run.each(_rounds(given, 1), lambda system: rows_lifecycle.replacement(run, system, count, _kills(given)))


def _replace(run, given):
    for count in _counts(given, [10], [2]):
        run.each(_rounds(given, 3), lambda system: rows_lifecycle.replacement(run, system, count, _kills(given)))


def _kills(given):
    return _sized(given, 100, 5)


def _scale(run, given):
    seconds = _sized(given, 20, 1)
    for count in _counts(given, [10, 100, 500], [5]):
        run.each(_rounds(given, 1), lambda system: rows_scale.scale(run, system, count, seconds))
        run.each(1, lambda system: rows_scale.measurements(run, system, count, seconds))


def _notice(run, given):
    run.each(_rounds(given, 3), lambda system: rows_lifecycle.notice(run, system, _sized(given, 100, 3)))


def _stubborn(run, given):
    for count in _counts(given, [100], [3]):
        run.each(_rounds(given, 3), lambda system: rows_lifecycle.stubborn(run, system, count))


def _idle(run, given):
    for count in _counts(given, [100], [3]):
        run.each(1, lambda system: rows_idle.idle(run, system, count, _sized(given, 20, 1)))


def _output(mode):
    def measure(run, given):
        # A process that writes to its file itself is fast: more of it, so that the time can be measured.
        mib = _sized(given, 2000 if mode == "direct" else 500, 10)
        for writers in _sized(given, [1, 20], [2]):
            run.each(_rounds(given, 3), lambda system: rows_output.output(run, system, writers, mib, mode))
    return measure


def _chain(run, given):
    run.each(_rounds(given, 3), lambda system: rows_checks.chain(run, system, _sized(given, 10, 3)))


def _checks(run, given):
    run.each(1, lambda system: rows_checks.checks(run, system, _sized(given, 100, 3), _sized(given, 20, 1)))


def _application(run, given):
    run.once(lambda: rows_application.start(run, given.option, _rounds(given, 7)))


def _monitor(run, given):
    run.each(1, lambda system: rows_monitor.keys(run, system, *_sized(given, (200, 10), (10, 1))))
    run.each(1, lambda system: rows_monitor.rest(run, system, *_sized(given, (30, 10), (1, 1))))


def _reload(run, given):
    """Dev mode, which Maven starts: too slow for a smoke run."""
    if not given.smoke:
        run.once(lambda: rows_reload.reload(run, given.rounds or 10))


ALL = {
    "start": _start,
    "replace": _replace,
    "grow": _grow,
    "scale": _scale,
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
    "reload": _reload,
}
