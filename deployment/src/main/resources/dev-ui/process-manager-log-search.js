/*
 * What is searched for in the lines, and where it is in a line. Pure.
 */

/** More marks than this in one line help nobody. */
const MOST_MARKS = 500;

/** What a person typed, as something that can be searched for. It never throws: an invalid expression is in the error. */
export class Search {

    static NOTHING = new Search('', {});

    /**
     * @param text what was typed
     * @param regex whether it is a regular expression
     * @param caseSensitive whether A is another letter than a
     */
    constructor(text, { regex = false, caseSensitive = false } = {}) {
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

    /** Whether there is something to search for. */
    get active() {
        return this._pattern !== null;
    }

    /** Whether it is in the text; never if there is nothing to search for. */
    matches(text) {
        return this._pattern !== null && this._pattern.test(text);
    }

    /** Where it is in the text: [from, to] in order, none of them empty. */
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

/** The sentence of the browser without the expression, which is on the screen already. */
function reason(invalid) {
    return invalid.message.replace(/^Invalid regular expression:\s*(?:\/.*\/[a-z]*:\s*)?/, '');
}

/** Cuts pieces { text, style } at the ranges, and tells for each whether it is inside of one: { text, style, hit }. */
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
