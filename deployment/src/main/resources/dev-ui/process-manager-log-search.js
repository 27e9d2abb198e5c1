/*
 * The search in lines, and its matches in a line. Pure.
 */

import { ranges } from './process-manager-log-match.js';

/** So many matching texts are kept: more than the lines of a page. */
const KEPT = 250_000;

/**
 * A search for a typed text. It never throws: an invalid expression is reported in error. An expression is matched elsewhere, see
 * process-manager-log-matching.js, and this search learns the texts that match before it is asked.
 */
export class Search {

    static NOTHING = new Search('', {});

    /**
     * @param text the typed text
     * @param regex whether the text is a regular expression
     * @param caseSensitive whether upper and lower case differ
     */
    constructor(text, { regex = false, caseSensitive = false } = {}) {
        this.text = text;
        this.regex = regex;
        this.caseSensitive = caseSensitive;
        this.error = null;
        this.active = false;
        this._found = new Map();
        if (text === '') {
            return;
        }
        this.source = regex ? text : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
        this.flags = caseSensitive ? '' : 'i';
        try {
            this._pattern = new RegExp(this.source, this.flags);
            this._all = new RegExp(this.source, this.flags + 'g');
            this.active = true;
        } catch (invalid) {
            this.error = `Not a regular expression: ${reason(invalid)}`;
        }
    }

    /** Whether the matches must be learned before this search is asked. */
    get remote() {
        return this.regex && this.active;
    }

    /** A text matches at these ranges. */
    learn(text, ranges) {
        this._found.delete(text);
        this._found.set(text, ranges);
        if (this._found.size > KEPT) {
            this._found.delete(this._found.keys().next().value);
        }
    }

    /** Gives the search up. */
    fail(error) {
        this.active = false;
        this.error = error;
        this._found.clear();
    }

    /** Whether a text matches; never true for an inactive search. */
    matches(text) {
        return this.active && (this.regex ? this._found.has(text) : this._pattern.test(text));
    }

    /** The matches in a text: [from, to] in order, without empty ones. */
    ranges(text) {
        return !this.active ? [] : this.regex ? this._found.get(text) ?? [] : ranges(this._all, text);
    }
}

/** The message of the browser without the expression, which is in the text field. */
function reason(invalid) {
    return invalid.message.replace(/^Invalid regular expression:\s*(?:\/.*\/[a-z]*:\s*)?/, '');
}

/** Cuts pieces { text, style } at the ranges: { text, style, hit }, where hit is whether the piece is inside a range. */
export function mark(pieces, ranges) {
    const marked = [];
    let at = 0;
    let next = 0;
    for (const { text, style } of pieces) {
        const end = at + text.length;
        let from = at;
        while (from < end) {
            while (next < ranges.length && ranges[next][1] <= from) {
                next++;
            }
            const [start, stop] = next < ranges.length ? ranges[next] : [end, end];
            const hit = start <= from;
            const to = Math.min(end, hit ? stop : start);
            marked.push({ text: text.slice(from - at, to - at), style, hit });
            from = to;
        }
        at = end;
    }
    return marked;
}
