"""Measures supervisors beside each other. The script benchmarks/run starts it."""

import argparse
import datetime
import os
import platform
import resource
import signal
import subprocess
import sys
import tempfile

import pace
import peers
import rows
from report import Missed
from results import Results
from systems import Application, Floor, Loop, LoopInQuarkus


class Paths:
    """Where the programs are."""

    def __init__(self, applications):
        self.target = os.path.abspath("benchmarks/target")
        self.floor = os.path.join(self.target, "floor")
        self.child = os.path.join(self.target, "child")
        self.classes = os.path.join(self.target, "classes")
        self.applications = os.path.abspath(applications)
        self.java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"

    def jar(self, application):
        return os.path.join(self.applications, application, "target", "quarkus-app", "quarkus-run.jar")

    def session_directory(self):
        return tempfile.mkdtemp(prefix="session-", dir=self.target)


class Run:
    """One run: the systems take turns in each round, so that a change of the load hits all of them."""

    def __init__(self, group, paths, systems, results):
        self.group = group
        self.paths = paths
        self.systems = [system for system in systems if system.groups is None or group in system.groups]
        self.results = results

    def each(self, rounds, measure):
        """Measures each system so many times. A system that cannot be measured is left out of the further rounds."""
        for _ in range(rounds):
            for system in list(self.systems):
                try:
                    measure(system)
                except Missed as missed:
                    self.systems.remove(system)
                    self.results.problems.append("%s of %s: %s" % (self.group, system.name, missed))

    def once(self, measure):
        """Measures something that is not a system."""
        try:
            measure()
        except Missed as missed:
            self.results.problems.append("%s: %s" % (self.group, missed))

    def add(self, row, unit, system, value):
        """Adds a figure to the column of a system."""
        self.results.add(row, unit, system.name, value)

    def add_ours(self, row, unit, *values):
        """Adds figures of something that is not a system, such as the start of an application, to our column."""
        for value in values:
            self.results.add(row, unit, "ours", value)


def facts(paths):
    version = subprocess.run([paths.java, "-version"], stderr=subprocess.PIPE, text=True).stderr.split("\n")[0]
    return {"date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M"),
            "system": "%s %s" % (platform.system(), platform.release()), "cpus": os.cpu_count(),
            "load": os.getloadavg()[0], "java": version}


def arguments():
    parser = argparse.ArgumentParser(prog="benchmarks/run", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help="the groups of rows, all by default: " + ", ".join(rows.ALL))
    parser.add_argument("--applications", default="benchmarks/applications", metavar="DIRECTORY",
                        help="the built applications, those of another clone for instance; without it they are built")
    parser.add_argument("--beside", action="append", default=[], metavar="NAME=DIRECTORY",
                        help="the built applications of another clone, as one more column")
    parser.add_argument("--option", action="append", default=[], help="an option of the JVM of each application")
    parser.add_argument("--no-native-off", dest="native_off", action="store_false",
                        help="without the column of the application with quarkus.process-manager.native=off")
    parser.add_argument("--no-peers", dest="peers", action="store_false",
                        help="without the supervisors on the PATH: supervisord, dinit, pm2-runtime, concurrently")
    parser.add_argument("--systems", help="only these columns, separated by commas, such as C,loop,ours")
    parser.add_argument("--rounds", type=int, help="the number of rounds of each row")
    parser.add_argument("--count", type=int, action="append", help="the numbers of processes, instead of those of the row")
    parser.add_argument("--smoke", action="store_true", help="small numbers: shows that each row can be measured")
    parser.add_argument("--json", default="benchmarks/target/results.json", metavar="FILE", help="the file of all figures")
    given = parser.parse_args()
    if unknown := set(given.rows) - set(rows.ALL):
        parser.error("unknown row: %s" % ", ".join(sorted(unknown)))
    if wrong := [other for other in given.beside if "=" not in other]:
        parser.error("--beside needs NAME=DIRECTORY: %s" % ", ".join(wrong))
    return given


def chosen(given, paths):
    """The systems of this run, each a column."""
    systems = [Floor(paths), Loop(paths), LoopInQuarkus(paths, "loop-event", given.option, stops_with_beans=False),
               LoopInQuarkus(paths, "loop-bean", given.option, stops_with_beans=True), Application(paths, "ours", given.option)]
    if given.native_off and not given.smoke:
        portable = Application(paths, "ours-off", [*given.option, "-Dquarkus.process-manager.native=off"])
        # The checks have nothing to do with the way of a start.
        portable.checks = ()
        systems.append(portable)
    for other in given.beside:
        name, directory = other.split("=", 1)
        systems.append(Application(Paths(directory), name, given.option))
    systems += peers.found(paths) if given.peers else []
    names = given.systems.split(",") if given.systems else [system.name for system in systems]
    if unknown := set(names) - {system.name for system in systems}:
        sys.exit("unknown system: %s" % ", ".join(sorted(unknown)))
    return [system for system in systems if system.name in names]


def main():
    given = arguments()
    if given.smoke:
        pace.smoke = True
        given.option += ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    # An end by a signal ends the sessions, and with them their processes.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    paths = Paths(given.applications)
    systems = chosen(given, paths)
    results = Results()
    about = facts(paths)
    print(", ".join(str(value) if key != "load" else "load %.2f" % value for key, value in about.items()), flush=True)
    names = given.rows or list(rows.ALL)
    for name in names:
        print("%s .." % name, file=sys.stderr, flush=True)
        known = len(results.rows)
        rows.ALL[name](Run(name, paths, systems, results), given)
        # A run takes long: what is measured is shown and kept at once.
        print(results.table(known) + "\n", flush=True)
        with open(given.json, "w") as file:
            file.write(results.json(about))
    if len(names) > 1:
        print(results.table())
    for problem in results.problems:
        print("NOT MEASURED: " + problem)
    return 1 if results.problems else 0


sys.exit(main())
