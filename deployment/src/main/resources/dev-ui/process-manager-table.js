// Which processes the table shows, and in which order. Pure functions.

import { PHASE_NAMES, TALLIES, countsText } from './process-manager-display.js';

/** The head of the processes that are in no group of several. */
export const WITHOUT_GROUP = 'Others';

/** The filters of the page, by the class in which the server counts a process. */
export const KINDS = Object.fromEntries(Object.entries(TALLIES)
    .map(([tally, word]) => [tally, { word, fits: row => row.tally === tally }]));

/** The sort keys by the paths of the columns. */
const ORDERS = {
    name: row => row.name,
    phase: row => PHASE_NAMES.indexOf(row.phase),
    health: row => row.health === 'UNCHECKED' ? null : row.health,
    pid: row => row.pid,
    endpoints: row => row.endpoints[0]?.port,
    startedAt: row => row.pid == null || row.startedAt == null ? null : -row.startedAt,
    cpu: row => row.cpu,
    memory: row => row.memory,
    restarts: row => row.restarts,
    source: row => row.source,
    pattern: row => row.group || null,
    lastExit: row => row.lastExit == null ? null : -row.lastExit.at,
};

/** Compares texts by their numbers, too: worker-2 is before worker-10. */
const TEXTS = new Intl.Collator('en', { numeric: true });

function compare(a, b) {
    return typeof a === 'string' ? TEXTS.compare(a, b) : a - b;
}

/** Sorts rows. A row without a value comes last in both directions. Without an order, the rows are in the order of the start. */
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
    const addresses = row.endpoints.map(({ name, address }) => `${name} ${address}`).join(' ');
    const tags = row.tags.map(tag => `tag:${tag}`).join(' ');
    const text = `${tags} ${row.name} ${row.id} ${row.group} ${row.kind} ${row.phase} ${row.state} ${row.health} ${row.why} ${row.cause ?? ''} ${row.source} ${row.pid ?? ''} ${addresses}`
        .toLowerCase();
    return words.every(word => text.includes(word));
}

function byGroup(rows) {
    const groups = new Map();
    for (const row of rows) {
        groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
    }
    groups.delete('');
    return new Map([...groups].filter(([, members]) => members.length > 1));
}

/** The tags of the processes, in order. */
export function tagsOf(rows) {
    return [...new Set(rows.flatMap(row => row.tags))].sort();
}

/** Whether several processes have the same pattern or service. */
export function hasGroups(rows) {
    return byGroup(rows).size > 0;
}

function head(name, members, folded) {
    return { id: `group ${name}`, head: name, title: name, folded: folded.has(name), text: countsText(members) };
}

/** The replicas of each process, by its id, in the order of the rows. */
function replicasOf(rows) {
    const replicas = new Map();
    for (const row of rows.filter(one => one.replicaOf)) {
        replicas.set(row.replicaOf, [...(replicas.get(row.replicaOf) ?? []), row]);
    }
    return replicas;
}

/** The number of replicas of a process, also of those that a filter hides. */
export function replicaCount(rows, id) {
    return rows.filter(row => row.replicaOf === id).length;
}

/**
 * The rows with a head in front of the replicas of each process, which stand together at the place of the first of them. The
 * replicas are folded until the user opens the head.
 */
function withReplicas(rows, folded) {
    const replicas = replicasOf(rows);
    const seen = new Set();
    return rows.flatMap(row => {
        if (!row.replicaOf) {
            return [row];
        }
        if (seen.has(row.replicaOf)) {
            return [];
        }
        seen.add(row.replicaOf);
        const members = replicas.get(row.replicaOf);
        const key = `replicas ${row.replicaOf}`;
        const open = folded.has(key);
        const first = {
            id: key, head: key, scaled: row.replicaOf, title: row.replicaOf, folded: !open, text: countsText(members),
            actions: [...new Set(members.flatMap(one => one.actions))],
        };
        return open ? [first, ...members] : [first];
    });
}

/**
 * The rows to show, in their order. With grouped, each pattern of several processes has a head row; the other processes stand
 * below them.
 */
export function table(rows, { text = '', kind, order, grouped, folded = new Set() }) {
    const words = text.toLowerCase().split(/\s+/).filter(word => word);
    const some = sorted(rows.filter(row => mentions(row, words) && (!kind || KINDS[kind].fits(row))), order);
    const groups = grouped ? byGroup(some) : new Map();
    if (groups.size === 0) {
        return withReplicas(some, folded);
    }
    const others = some.filter(row => !groups.has(row.group));
    return [...groups, ...(others.length ? [[WITHOUT_GROUP, others]] : [])].flatMap(([name, members]) => {
        const first = head(name, members, folded);
        return first.folded ? [first] : [first, ...withReplicas(members, folded)];
    });
}
