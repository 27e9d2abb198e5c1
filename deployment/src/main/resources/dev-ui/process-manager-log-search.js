/*
 * The search in lines, and its matches in a line. Pure.
 */

/** The most marks in one line. */
const MOST_MARKS = 500;
/** An expression that needs longer for one line, in milliseconds, is given up: the page has many lines. */
const LONGEST = 200;

/** A search for a typed text. It never throws: an invalid expression is reported in error. */
export class Search {

    static NOTHING = new Search('', {});

    /**
     * @param text the typed text
     * @param regex whether the text is a regular expression
     * @param caseSensitive whether upper and lower case differ
     * @param now the clock, in milliseconds
     */
    constructor(text, { regex = false, caseSensitive = false, now = () => performance.now() } = {}) {
        this._now = now;
        this.text = text;
        this.regex = regex;
        this.caseSensitive = caseSensitive;
        this.error = null;
        this._pattern = null;
        if (text === '') {
            return;
        }
        const source = regex ? text : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
        const flags = caseSensitive ? '' : 'i';
        try {
            this._pattern = new RegExp(source, flags);
            this._all = new RegExp(source, flags + 'g');
        } catch (invalid) {
            this.error = `Not a regular expression: ${reason(invalid)}`;
        }
    }

    /** Whether the search has a valid, non-empty text. */
    get active() {
        return this._pattern !== null;
    }

    /** Whether a text matches; never true for an inactive search. */
    matches(text) {
        if (this._pattern === null || !this.regex) {
            return this._pattern !== null && this._pattern.test(text);
        }
        const begin = this._now();
        const found = this._pattern.test(text);
        if (this._now() - begin > LONGEST) {
            this._pattern = null;
            this.error = 'The expression takes too long for one line';
        }
        return found && this.active;
    }

    /** The matches in a text: [from, to] in order, without empty ones. */
    ranges(text) {
        const found = [];
        if (this._pattern === null) {
            return found;
        }
        for (const match of text.matchAll(this._all)) {
            if (match[0] !== '') {
                found.push([match.index, match.index + match[0].length]);
            }
            if (found.length === MOST_MARKS) {
                break;
            }
        }
        return found;
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
