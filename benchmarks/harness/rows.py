"""The groups of rows, by name, and their sizes: whole, and for a smoke run."""

import rows_application
import rows_checks
import rows_idle
import rows_lifecycle
import rows_monitor
import rows_output
import rows_reload
import rows_scale


def _counts(given, whole, smoke):
    return given.count or (smoke if given.smoke else whole)


def _rounds(given, whole):
    return given.rounds or (1 if given.smoke else whole)


def _start(run, given):
    for count in _counts(given, [10, 100], [5]):
        run.each(_rounds(given, 5), lambda system: rows_lifecycle.start_and_stop(run, system, count))
        run.each(_rounds(given, 3), lambda system: rows_lifecycle.cold_start(run, system, count))


def _grow(run, given):
    """The rows of start and replace, each with many processes."""
    for count in _counts(given, [300, 1000], []):
        run.each(_rounds(given, 1), lambda system: rows_lifecycle.start_and_stop(run, system, count))
    for count in _counts(given, [1000], [20]):
        run.each(_rounds(given, 1), lambda system: rows_lifecycle.replacement(run, system, count, 5 if given.smoke else 100))


def _replace(run, given):
    for count in _counts(given, [10], [2]):
        run.each(_rounds(given, 3), lambda system: rows_lifecycle.replacement(run, system, count, 5 if given.smoke else 100))


def _scale(run, given):
    seconds = 1 if given.smoke else 20
    for count in _counts(given, [10, 100, 500], [5]):
        run.each(_rounds(given, 1), lambda system: rows_scale.scale(run, system, count, seconds))
        run.each(1, lambda system: rows_scale.measurements(run, system, count, seconds))


def _notice(run, given):
    run.each(_rounds(given, 3), lambda system: rows_lifecycle.notice(run, system, 3 if given.smoke else 100))


def _stubborn(run, given):
    for count in _counts(given, [100], [3]):
        run.each(_rounds(given, 3), lambda system: rows_lifecycle.stubborn(run, system, count))


def _idle(run, given):
    seconds = 1 if given.smoke else 20
    for count in _counts(given, [100], [3]):
        run.each(1, lambda system: rows_idle.idle_cpu(run, system, count, seconds))


def _output(mode):
    def measure(run, given):
        for writers in [2] if given.smoke else [1, 20]:
            # A process that writes to its file itself is fast: more of it, so that the time can be measured.
            megabytes = 10 if given.smoke else 2000 if mode == "direct" else 500
            run.each(_rounds(given, 3), lambda system: rows_output.output(run, system, writers, megabytes, mode))
    return measure


def _chain(run, given):
    run.each(_rounds(given, 3), lambda system: rows_checks.chain(run, system, 3 if given.smoke else 10))


def _checks(run, given):
    run.each(1, lambda system: rows_checks.checks(run, system, 3 if given.smoke else 100, 1 if given.smoke else 20))


def _application(run, given):
    run.once(lambda: rows_application.start(run, run.paths, given.option, _rounds(given, 7)))


def _monitor(run, given):
    run.each(1, lambda system: rows_monitor.keys(run, system, *((10, 1) if given.smoke else (200, 10))))
    run.each(1, lambda system: rows_monitor.rest(run, system, 1 if given.smoke else 30, 1 if given.smoke else 10))


def _reload(run, given):
    """Dev mode, which Maven starts: too slow for a smoke run."""
    if not given.smoke:
        run.once(lambda: rows_reload.reload(run, run.paths, given.rounds or 10))


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
