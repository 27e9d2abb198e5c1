// Which processes the table shows, and in which order. Pure functions.

import { PHASE_NAMES } from './process-manager-display.js';

export const WITHOUT_GROUP = 'No pattern';

/** The filters of the page. Whether a process is down is decided by the server alone. */
export const KINDS = {
    running: { word: 'running', fits: row => row.phase === 'RUNNING' || row.phase === 'COMPLETED' },
    moving: { word: 'on the way', fits: row => ['WAITING', 'STARTING', 'STOPPING', 'KILLING'].includes(row.phase) },
    down: { word: 'down', fits: row => row.down },
    stopped: { word: 'stopped', fits: row => row.phase === 'STOPPED' },
};

/** The sort keys by the paths of the columns. */
const ORDERS = {
    name: row => row.name.toLowerCase(),
    phase: row => PHASE_NAMES.indexOf(row.phase),
    health: row => row.health,
    pid: row => row.pid,
    port: row => row.port,
    startedAt: row => row.startedAt == null ? null : -row.startedAt,
    cpu: row => row.cpu,
    memory: row => row.memory,
    restarts: row => row.restarts,
    lastExit: row => row.lastExit == null ? null : -row.lastExit.at,
};

function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorts rows. A row without a value comes last in both directions. */
function sorted(rows, order) {
    if (!order) {
        return rows;
    }
    const value = ORDERS[order.path];
    const sign = order.direction === 'desc' ? -1 : 1;
    return [...rows].sort((a, b) => {
        const x = value(a), y = value(b);
        return x == null || y == null ? (x == null) - (y == null) : sign * compare(x, y);
    });
}

function mentions(row, words) {
    const text = `${row.name} ${row.id} ${row.group} ${row.kind} ${row.phase} ${row.state} ${row.health} ${row.why} ${row.pid ?? ''} ${row.port ?? ''}`
        .toLowerCase();
    return words.every(word => text.includes(word));
}

/** The rows to show, in their order; with grouped, each group has a head row. */
export function table(rows, { text = '', kind, order, grouped, folded = new Set() }) {
    const words = text.toLowerCase().split(/\s+/).filter(word => word);
    const some = sorted(rows.filter(row => mentions(row, words) && (!kind || KINDS[kind].fits(row))), order);
    if (!grouped) {
        return some;
    }
    const groups = new Map();
    for (const row of some) {
        const name = row.group || WITHOUT_GROUP;
        groups.set(name, [...(groups.get(name) ?? []), row]);
    }
    const names = [...groups.keys()].sort((a, b) => (a === WITHOUT_GROUP) - (b === WITHOUT_GROUP) || compare(a, b));
    return names.flatMap(name => {
        const members = groups.get(name);
        const head = {
            id: `group ${name}`, head: name, folded: folded.has(name), total: members.length,
            running: members.filter(KINDS.running.fits).length, down: members.filter(KINDS.down.fits).length,
        };
        return head.folded ? [head] : [head, ...members];
    });
}
