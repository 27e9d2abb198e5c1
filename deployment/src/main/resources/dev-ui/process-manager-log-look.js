/*
 * How the lines of the logs look, as the user has chosen it in this browser.
 */

const KEY = 'quarkus-process-manager.logs';

/** wrap: whether long lines wrap; numbers: whether lines have their numbers; times: all, missing or none; phases: whether they are shown. */
const DEFAULT = { wrap: false, numbers: false, times: 'all', phases: true };

/** The stored look, or the default one. */
export function storedLook(storage = globalThis.localStorage) {
    try {
        return { ...DEFAULT, ...JSON.parse(storage.getItem(KEY) ?? '{}') };
    } catch {
        return DEFAULT;
    }
}

export function storeLook(look, storage = globalThis.localStorage) {
    try {
        storage.setItem(KEY, JSON.stringify(look));
    } catch {
        // The browser stores nothing for this site.
    }
}

const TIMES = { all: 'All lines', missing: 'Where the program writes none', none: 'None' };

/** The items of the overflow menu, for a vaadin-menu-bar. Each has a change of the look, a span or a command. */
export function overflow(look, spans, span) {
    const toggle = (text, key) => ({ text, checked: look[key], look: { [key]: !look[key] } });
    return [
        toggle('Wrap long lines', 'wrap'),
        toggle('Line numbers', 'numbers'),
        toggle('Phases of the processes', 'phases'),
        { text: 'Times', children: Object.entries(TIMES).map(([times, text]) => ({ text, checked: look.times === times, look: { times } })) },
        { text: 'Time span', children: spans.map(({ label, value }) => ({ text: label, checked: value === span, span: value })) },
        { component: 'hr' },
        { text: 'Download the lines', command: 'download' },
        { text: 'Clear the lines of this page', command: 'clear' },
    ];
}
