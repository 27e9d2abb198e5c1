/*
 * The lines that the browser keeps, and the shown ones of them. Pure: without a document and without a clock.
 */
import { plain } from './process-manager-ansi.js';
import { guessLevel, isContinuation } from './process-manager-log-level.js';
import { Filter } from './process-manager-log-filter.js';
import { Lines } from './process-manager-lines.js';

/**
 * The lines of some processes in the order of time up to a capacity, with the ends of their incarnations and their phases between
 * them.
 *
 * A line is { kind: 'line', id, seq, time, err, text, plain, incarnation, level, hit }, the end of an incarnation
 * { kind: 'end', id, time, incarnation, text, plain, expected, hit }, where expected is null if it is unknown, and a phase
 * { kind: 'phase', phase, id, time, incarnation, text, plain, level, hit }.
 */
export class LogLines {

    /** The shown lines. Each call of show() creates a new list. */
    shown = new Lines();
    /** The number of shown lines that match the search. */
    hits = 0;
    /** The number of shown lines that are errors, and of shown ends. */
    errors = 0;
    ends = 0;
    /** The number of lines that were removed because of the capacity. */
    removed = 0;
    /** The number of lines of each process that the server dropped: id to count. */
    dropped = new Map();

    _all = new Lines();
    _filter = new Filter();
    _span = { from: -Infinity, to: Infinity };
    _latest = new Map(); // id to the last line of the process
    _levels = new Map(); // id and stream to the level of the last line that had one
    _ends = new Map(); // id and incarnation to its end
    _firsts = new Map(); // id and incarnation to the time of its first line
    _phases = new Map(); // kind, time, incarnation and id to the phase

    constructor(capacity = 100_000) {
        this._capacity = capacity;
    }

    /** The number of kept lines. */
    get length() {
        return this._all.length;
    }

    /** The number of lines that the server dropped, of all processes. */
    get droppedTotal() {
        return [...this.dropped.values()].reduce((sum, count) => sum + count, 0);
    }

    /**
     * Adds a batch of the server: { lines: [{ id, seq, time, err, text, incarnation }], dropped: { id: count } }. It skips known
     * lines, because the server repeats its history for each new subscription.
     *
     * @return the number of shown lines that were removed at the beginning
     */
    add(batch, now) {
        for (const [id, count] of Object.entries(batch.dropped ?? {})) {
            this.dropped.set(id, (this.dropped.get(id) ?? 0) + count);
        }
        this._span = this._filter.span(now);
        for (const line of batch.lines) {
            this._addLine(line);
        }
        return this._removeOld();
    }

    /**
     * Adds or updates the end of an incarnation.
     *
     * @param end { id, incarnation, time, text, expected }
     * @return as in add()
     */
    addEnd(end, now) {
        this._span = this._filter.span(now);
        const known = this._ends.get(key(end));
        if (known?.time === end.time) {
            this._update(known, end);
        } else {
            if (known) {
                this._remove(known);
            }
            this._insertEnd(end);
        }
        return this._removeOld();
    }

    /**
     * Adds an end or a phase, unless it is known.
     *
     * @param moment { id, incarnation, time, kind, text, expected }, where each kind but 'end' is a phase
     * @return as in add()
     */
    addMoment(moment, now) {
        if (moment.kind === 'end') {
            return this.addEnd(moment, now);
        }
        const name = `${moment.kind} ${moment.time} ${key(moment)}`;
        const known = this._phases.get(name);
        if (known) {
            // A stop turns out to be a restart.
            known.text = moment.text;
            known.plain = sentence(moment);
            return 0;
        }
        this._span = this._filter.span(now);
        const { id, incarnation, text } = moment;
        // The first lines of a process can arrive before its start is reported.
        const time = moment.kind === 'started' ? Math.min(moment.time, this._firsts.get(key(moment)) ?? Infinity) : moment.time;
        const line = { kind: 'phase', phase: moment.kind, id, incarnation, time, text, plain: sentence(moment), name,
            level: PHASE_LEVELS[moment.kind] ?? 'INFO', hit: false };
        this._phases.set(name, line);
        this._insert(line, other => other.id !== id ? other.time <= time : other.incarnation < incarnation
            || other.incarnation === incarnation && other.time <= time && (moment.kind !== 'started' || other.kind === 'phase'));
        return this._removeOld();
    }

    /** Forgets all lines, and skips them when the server repeats its history. */
    clear(now) {
        this._all = new Lines();
        this.show(this._filter, now);
    }

    /** The text of all kept lines, as the search sees it. */
    get texts() {
        return this._all.slice(0, this._all.length).map(line => line.plain);
    }

    /** Applies another filter. */
    show(filter, now) {
        const searched = filter.search !== this._filter.search;
        this._filter = filter;
        this._span = filter.span(now);
        this.shown = new Lines();
        this.hits = this.errors = this.ends = 0;
        for (let i = 0; i < this._all.length; i++) {
            const line = this._all.at(i);
            if (searched) {
                line.hit = filter.search.matches(line.plain);
            }
            if (filter.shows(line, this._span)) {
                this.shown.push(line);
                this._count(line, 1);
            }
        }
    }

    _addLine(sent) {
        const before = this._latest.get(sent.id);
        if (before && sent.seq <= before.seq && sent.time <= before.time) {
            return;
        }
        if (before && sent.incarnation !== before.incarnation && !this._ends.has(key(before))) {
            this._insertEnd({ id: before.id, incarnation: before.incarnation, time: before.time, text: 'ended', expected: null });
        }
        if (!this._firsts.has(key(sent))) {
            this._firsts.set(key(sent), sent.time);
        }
        const text = plain(sent.text);
        const line = { kind: 'line', ...sent, plain: text, level: this._levelOf(sent, text), hit: false };
        this._latest.set(line.id, line);
        this._insert(line, other => other.id === line.id ? precedes(other, line) : other.time <= line.time);
        const end = this._ends.get(key(line));
        if (end) {
            this._remove(end);
            this._insertEnd(end);
        }
    }

    /** The level of a line; a continuation has the level of the previous line. */
    _levelOf({ id, err }, text) {
        const stream = `${err} ${id}`;
        const level = isContinuation(text) && this._levels.has(stream) ? this._levels.get(stream) : guessLevel(text);
        this._levels.set(stream, level);
        return level;
    }

    _insertEnd({ id, incarnation, time, text, expected }) {
        const end = { kind: 'end', id, incarnation, time, text, plain: '', expected, hit: false };
        end.plain = sentence(end);
        this._ends.set(key(end), end);
        this._insert(end, other => other.id !== id ? other.time <= time : other.incarnation < incarnation
            || other.incarnation === incarnation && (other.kind !== 'phase' || other.time <= time));
    }

    /** Gives an end the words of the exit that the server reports. */
    _update(end, { text, expected }) {
        end.text = text;
        end.expected = expected;
        end.plain = sentence(end);
    }

    /** Inserts a line behind the last line that is before it. The search starts at the end, where most lines belong. */
    _insert(line, isBefore) {
        line.hit = this._filter.search.matches(line.plain);
        insert(this._all, line, isBefore);
        if (this._filter.shows(line, this._span)) {
            insert(this.shown, line, isBefore);
            this._count(line, 1);
        }
    }

    _remove(line) {
        this._all.remove(line);
        if (this.shown.remove(line)) {
            this._count(line, -1);
        }
    }

    _removeOld() {
        let count = 0;
        while (this._all.length > this._capacity) {
            const line = this._all.shift();
            this.removed += line.kind === 'line' ? 1 : 0;
            if (line.kind === 'end') {
                this._ends.delete(key(line));
            } else if (line.kind === 'phase') {
                this._phases.delete(line.name);
            }
            count += this._hide(line);
        }
        while (this.shown.length > 0 && this.shown.at(0).time < this._span.from) {
            count += this._hide(this.shown.at(0));
        }
        return count;
    }

    _hide(line) {
        if (this.shown.length === 0 || this.shown.at(0) !== line) {
            return 0;
        }
        this.shown.shift();
        this._count(line, -1);
        return 1;
    }

    _count(line, one) {
        this.hits += line.hit ? one : 0;
        this.errors += line.kind === 'line' && line.level === 'ERROR' ? one : 0;
        this.ends += line.kind === 'end' ? one : 0;
    }
}

function insert(lines, line, isBefore) {
    const index = lines.find(lines.length - 1, -1, isBefore) + 1;
    if (index === lines.length) {
        lines.push(line);
    } else {
        lines.insert(index, line);
    }
}

/** Whether a known line, end or phase is before a new line of the same process. Phases can arrive before the lines of their time. */
function precedes(other, line) {
    if (other.kind === 'line' || other.incarnation !== line.incarnation) {
        return other.kind === 'line' || other.incarnation < line.incarnation;
    }
    return other.kind === 'phase' && (other.phase === 'started' || other.time <= line.time);
}

function key({ id, incarnation }) {
    return `${incarnation} ${id}`;
}

const PHASE_LEVELS = { failed: 'ERROR', unhealthy: 'WARN', backoff: 'WARN' };

/** The line of an end or a phase, in words. */
export function sentence({ id, text, incarnation, kind = 'end' }) {
    return kind === 'end' || kind === 'started' ? `${id} ${text} (start ${incarnation})` : `${id} ${text}`;
}
