"""The figures of a run, as a table and as JSON."""

import json
import math
import statistics


def millis(nanos):
    return nanos / 1e6


def quantile(values, share):
    """The value that the given share of all values, from 0 to 1, does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


# The goals of the rows: at most (or, for rates, at least) so many times the floor, an absolute value, or so many times our own
# value in another row. A third element is that row, or the row of the floor.
GOALS = {
    "start of 100, warm": ("ratio", 2.5),
    "replacement, one of 10, median": ("ratio", 1.5),
    "replacement, one of 10, p90": ("ratio", 2),
    "replacement, one of 1000, median": ("times", 1.3, "replacement, one of 10, median"),
    "stop of 100": ("ratio", 1.5),
    "stop of 1000, from the last death to the end": ("value", 1000),
    "idle, 100 processes, more CPU than with 1": ("value", 0.05),
    "idle, 100 processes, more CPU than with 1, without the compilers": ("value", 0.05),
    "stubborn 100, over the grace period": ("over", 20),
    "idle process, one of 100, threads": ("value", 0),
    "idle process, one of 100, memory": ("value", 15),
    "idle process, one of 100, memory without compiled code": ("value", 15),
    "chain of 10, per hop": ("ratio", 2.5),
    "output of 1, memory": ("rate", 0.35),
    "output of 20, memory": ("rate", 0.4),
    "output of 1, file": ("rate", 0.35),
    "output of 1, direct": ("rate", 0.9),
    "output of 20, direct": ("rate", 0.9),
    "output of 1, memory, CPU of the supervisor": ("value", 2.4),
    "output of 1, file, CPU of the supervisor": ("value", 3),
    "output of 1, memory, lines missing": ("value", 0),
    "output of 20, memory, lines missing": ("value", 0),
    "output of 1, file, lines missing": ("value", 0),
    "output of 20, file, lines missing": ("value", 0),
    "tcp checks, 100 a second, CPU of the supervisor": ("ratio", 1.7),
    "http checks, 100 a second, CPU of the supervisor": ("ratio", 3, "tcp checks, 100 a second, CPU of the supervisor"),
    "application, no definition, more than without the extension": ("value", 10),
    "application, 10 processes, more than without the extension": ("value", 60),
    "key until the screen of the monitor shows it, median": ("value", 50),
    "key until the screen of the monitor shows it, p99": ("value", 50),
    "CPU of the monitor at rest": ("value", 0.6),
    "live reload, 10 processes, more than without": ("value", 15),
}


class Results:
    def __init__(self):
        self.rows = {}
        self.units = {}
        self.problems = []

    def add(self, row, unit, system, value):
        self.units[row] = unit
        self.rows.setdefault(row, {}).setdefault(system, []).append(value)

    def median(self, row, system):
        values = self.rows.get(row, {}).get(system)
        return statistics.median(values) if values else None

    def systems(self):
        found = dict.fromkeys(name for systems in self.rows.values() for name in systems)
        first = [name for name in ("ours", "ours-off", "C", "loop", "loop-event", "loop-bean") if name in found]
        return first + [name for name in found if name not in first]

    def table(self, first=0):
        """The rows from this one on."""
        systems = self.systems()
        head = ["what", "unit", *systems, "ours / C", "loop / C", "goal"]
        lines = [head, ["---", "---"] + ["---:"] * (len(systems) + 2) + ["---"]]
        for row in list(self.rows)[first:]:
            values = [_text(self.median(row, system)) for system in systems]
            lines.append([row, self.units[row], *values, self._ratio(row, "ours"), self._ratio(row, "loop"), self._goal(row)])
        widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
        return "\n".join("| " + " | ".join(
            cell.ljust(width) if i < 2 or i == len(head) - 1 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths))) + " |" for line in lines)

    def _ratio(self, row, system):
        value, floor = self.median(row, system), self.median(row, "C")
        return "%.2fx" % (value / floor) if value is not None and floor else ""

    def _goal(self, row):
        if row not in GOALS or self.median(row, "ours") is None:
            return ""
        kind, goal, other = (*GOALS[row], row)[:3]
        value, floor = self.median(row, "ours"), self.median(other, "ours" if kind == "times" else "C")
        if kind != "value" and not floor:
            return ""
        text, met = {
            "ratio": lambda: ("at most %gx" % goal, value <= goal * floor),
            "times": lambda: ("at most %gx of '%s'" % (goal, other), value <= goal * floor),
            "rate": lambda: ("at least %gx" % goal, value >= goal * floor),
            "over": lambda: ("at most C + %g" % goal, value <= floor + goal),
            "value": lambda: ("at most %g" % goal, value <= goal),
        }[kind]()
        return text + (": met" if met else ": MISSED") + self._behind(row, kind)

    def _behind(self, row, kind):
        """No row may be slower than the plain loop, and each should be ahead of all peers."""
        if kind in ("value", "times"):
            return ""
        ours, others = self.median(row, "ours"), [name for name in self.rows[row] if name not in ("C", "ours", "ours-off")]
        better = lambda value: value > ours if kind == "rate" else value < ours
        ahead = [name for name in others if better(self.median(row, name))]
        return ", behind " + ", ".join(ahead) if ahead else ""

    def json(self, facts):
        rows = [{"row": row, "unit": self.units[row], "goal": self._goal(row), "systems": {
            name: {"median": statistics.median(values), "min": min(values), "max": max(values), "rounds": len(values)}
            for name, values in systems.items()}} for row, systems in self.rows.items()]
        return json.dumps({**facts, "rows": rows, "problems": self.problems}, indent=1)


def _text(value):
    if value is None:
        return ""
    return "%.0f" % value if abs(value) >= 100 or value == int(value) else "%.1f" % value if abs(value) >= 10 else "%.2f" % value
