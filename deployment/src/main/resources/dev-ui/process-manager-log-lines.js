/*
 * The lines that a browser keeps, and those of them that are shown. Pure: it draws nothing and knows no clock.
 */
import { plain } from './process-manager-ansi.js';
import { guessLevel, isAtLeast, isContinuation } from './process-manager-log-level.js';
import { Search } from './process-manager-log-search.js';
import { ALWAYS } from './process-manager-log-time.js';

/** A list that grows at its end and loses its beginning, both cheaply. */
export class Lines {

    _items = [];
    _head = 0;

    get length() {
        return this._items.length - this._head;
    }

    at(index) {
        return this._items[this._head + index];
    }

    indexOf(line) {
        return Math.max(-1, this._items.indexOf(line, this._head) - this._head);
    }

    push(line) {
        this._items.push(line);
    }

    insert(index, line) {
        this._items.splice(this._head + index, 0, line);
    }

    /** Removes it, searching from the end. */
    remove(line) {
        const index = this.find(this.length - 1, -1, other => other === line);
        if (index >= 0) {
            this._items.splice(this._head + index, 1);
        }
        return index >= 0;
    }

    /** Forgets the first. */
    shift() {
        const line = this._items[this._head];
        this._items[this._head++] = undefined;
        if (this._head > 20_000 && this._head > this._items.length / 4) {
            this._items = this._items.slice(this._head);
            this._head = 0;
        }
        return line;
    }

    slice(from, to) {
        return this._items.slice(this._head + from, this._head + to);
    }

    /** Where the first one from there on in a direction (1 or -1) fulfils a condition; -1 if none does. */
    find(from, direction, wanted) {
        for (let i = from; i >= 0 && i < this.length; i += direction) {
            if (wanted(this.at(i))) {
                return i;
            }
        }
        return -1;
    }
}

/** Which lines are shown. */
export class Filter {

    /**
     * @param level the least important level that is shown
     * @param search what is searched for
     * @param onlyMatches whether lines without it are left out
     * @param span from the current moment to { from, to }: see process-manager-log-time.js
     */
    constructor({ level = 'TRACE', search = Search.NOTHING, onlyMatches = false, span = ALWAYS } = {}) {
        this.level = level;
        this.search = search;
        this.onlyMatches = onlyMatches;
        this.span = span;
    }

    /** Whether a line is shown at a time. The end of a process has no level, and is shown with every one. */
    shows(line, { from, to }) {
        return line.time >= from && line.time <= to
                && (line.kind === 'end' || isAtLeast(line.level, this.level))
                && (!this.onlyMatches || !this.search.active || line.hit);
    }
}

/**
 * The lines of some processes in the order of time, at most so many, with the ends of their incarnations between them.
 *
 * A line is { kind: 'line', id, seq, time, err, text, plain, incarnation, level, hit }, the end of an incarnation
 * { kind: 'end', id, time, incarnation, text, plain, expected, hit }, where expected is null if nobody knows.
 */
export class LogLines {

    /** The lines that are shown. The same list for ever; what is in it changes. */
    shown = new Lines();
    /** How many of the shown ones contain what is searched for. */
    hits = 0;
    /** How many were forgotten because of the capacity. */
    forgotten = 0;
    /** How many of each process the server could not send: id to count. */
    dropped = new Map();

    _all = new Lines();
    _filter = new Filter();
    _span = { from: -Infinity, to: Infinity };
    _latest = new Map(); // id to the last line of the process
    _levels = new Map(); // id and stream to the level of the last line that had one
    _ends = new Map(); // id and incarnation to its end

    constructor(capacity = 100_000) {
        this._capacity = capacity;
    }

    /** How many are kept. */
    get length() {
        return this._all.length;
    }

    /** How many lines the server could not send, over all processes. */
    get droppedTotal() {
        return [...this.dropped.values()].reduce((sum, count) => sum + count, 0);
    }

    /**
     * Takes what the server sent: { lines: [{ id, seq, time, err, text, incarnation }], dropped: { id: count } }. A line that is
     * here already is not taken again; the server repeats its history to whoever asks anew.
     *
     * @return how many of the shown lines were forgotten, from the first on
     */
    add(batch, now) {
        for (const [id, count] of Object.entries(batch.dropped ?? {})) {
            this.dropped.set(id, (this.dropped.get(id) ?? 0) + count);
        }
        this._span = this._filter.span(now);
        for (const line of batch.lines) {
            this._addLine(line);
        }
        return this._forget();
    }

    /**
     * Marks the end of an incarnation.
     *
     * @param end { id, incarnation, time, text, expected }
     * @return as add()
     */
    addEnd(end, now) {
        this._span = this._filter.span(now);
        const known = this._ends.get(key(end));
        if (known) {
            this._retell(known, end);
        } else {
            this._insertEnd(end);
        }
        return this._forget();
    }

    /** Shows other lines from now on. */
    show(filter, now) {
        const searched = filter.search !== this._filter.search;
        this._filter = filter;
        this._span = filter.span(now);
        this.shown = new Lines();
        this.hits = 0;
        for (let i = 0; i < this._all.length; i++) {
            const line = this._all.at(i);
            if (searched) {
                line.hit = filter.search.matches(line.plain);
            }
            if (filter.shows(line, this._span)) {
                this.shown.push(line);
                this.hits += line.hit ? 1 : 0;
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
        const text = plain(sent.text);
        const line = { kind: 'line', ...sent, plain: text, level: this._levelOf(sent, text), hit: false };
        this._latest.set(line.id, line);
        this._insert(line, other => other.time <= line.time || other.id === line.id);
        const end = this._ends.get(key(line));
        if (end) {
            this._remove(end);
            this._insertEnd(end);
        }
    }

    /** Its own or, if it goes on with what the line before it told, the one of that. */
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
        this._insert(end, other => other.id === id ? other.incarnation <= incarnation : other.time <= time);
    }

    /** The server knows more of an end than the lines could tell. */
    _retell(end, { text, expected }) {
        end.text = text;
        end.expected = expected;
        end.plain = sentence(end);
    }

    /** Inserts it behind the last line that is before it, from the end on: it is mostly the last one. */
    _insert(line, isBefore) {
        line.hit = this._filter.search.matches(line.plain);
        insert(this._all, line, isBefore);
        if (this._filter.shows(line, this._span)) {
            insert(this.shown, line, isBefore);
            this.hits += line.hit ? 1 : 0;
        }
    }

    _remove(line) {
        this._all.remove(line);
        if (this.shown.remove(line)) {
            this.hits -= line.hit ? 1 : 0;
        }
    }

    _forget() {
        let count = 0;
        while (this._all.length > this._capacity) {
            const line = this._all.shift();
            this.forgotten += line.kind === 'line' ? 1 : 0;
            if (line.kind === 'end') {
                this._ends.delete(key(line));
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
        this.hits -= line.hit ? 1 : 0;
        return 1;
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

function key({ id, incarnation }) {
    return `${incarnation} ${id}`;
}

function sentence({ id, text, incarnation }) {
    return `${id} ${text} (start ${incarnation})`;
}
