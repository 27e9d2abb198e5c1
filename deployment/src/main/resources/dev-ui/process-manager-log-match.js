/*
 * The matches of an expression in texts. Pure; the worker calls it, because an expression can take for ever.
 */

/** The most marks in one line. */
export const MOST_MARKS = 500;

/** The matches in a text: [from, to] in order, without empty ones. */
export function ranges(all, text) {
    const found = [];
    for (const match of text.matchAll(all)) {
        if (match[0] !== '') {
            found.push([match.index, match.index + match[0].length]);
        }
        if (found.length === MOST_MARKS) {
            break;
        }
    }
    return found;
}

/** The texts that match: [index, ranges]. */
export function find(source, flags, texts) {
    const one = new RegExp(source, flags);
    const all = new RegExp(source, flags + 'g');
    const found = [];
    texts.forEach((text, index) => {
        if (one.test(text)) {
            found.push([index, ranges(all, text)]);
        }
    });
    return found;
}
