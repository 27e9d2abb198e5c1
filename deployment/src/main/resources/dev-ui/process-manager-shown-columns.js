// Which columns the table of processes shows, and the choice of the user that the browser keeps.

const STORED = 'quarkus-process-manager-columns';

/** The columns that a user can choose, with the width in pixels of the table from which a column is shown without a choice. */
export const COLUMNS = {
    health: { title: 'Health', from: 494 },
    endpoints: { title: 'Endpoints', from: 620 },
    uptime: { title: 'Uptime', from: 704 },
    restarts: { title: 'Restarts', from: 800 },
    pid: { title: 'PID', from: 864 },
    cpu: { title: 'CPU', from: 932 },
    memory: { title: 'Memory', from: 1024 },
    source: { title: 'Source', from: 1112 },
    lastExit: { title: 'Last exit', from: 1240 },
    pattern: { title: 'Pattern', from: Infinity },
};

/** The chosen columns; undefined without a choice. */
export function chosenColumns() {
    try {
        const stored = JSON.parse(localStorage.getItem(STORED));
        return Array.isArray(stored) ? stored.filter(path => COLUMNS[path]) : undefined;
    } catch {
        return undefined;
    }
}

/** Stores the choice; null removes it. */
export function keep(chosen) {
    try {
        if (chosen) {
            localStorage.setItem(STORED, JSON.stringify(chosen));
        } else {
            localStorage.removeItem(STORED);
        }
    } catch {
        // The browser stores nothing. The choice lasts as long as the page.
    }
}

/** The width in pixels of the column of the names: less than usual where it has no room beside the state and the actions. */
export function nameWidth(width, actions) {
    return Math.max(120, Math.min(180, Math.floor(width) - 110 - actions));
}

/** The columns to show: the chosen ones, else those for which the table has room. */
export function shownColumns(chosen, width) {
    return chosen ?? Object.keys(COLUMNS).filter(path => width >= COLUMNS[path].from);
}
