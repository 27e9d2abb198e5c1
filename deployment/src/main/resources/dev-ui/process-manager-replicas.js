// One box of the graph for all replicas of a process. Pure functions.

import { TALLIES } from './process-manager-display.js';

/** The classes of a row, the most urgent one first, as the head of a group is as bad as its worst member. */
const URGENCY = ['DOWN', 'MOVING', 'STOPPED', 'DONE', 'RUNNING'];
/** Among the rows of a class. */
const PHASES = ['FAILED', 'BACKOFF', 'KILLING', 'STOPPING', 'WAITING', 'STARTING', 'STOPPED', 'RUNNING', 'COMPLETED'];

/** The id of the box that stands for the replicas of a process. No process has it, because an id contains no blank. */
export function boxOf(group) {
    return `replicas ${group}`;
}

/** The member that is farthest from ready, the first of several. */
export function worst(members) {
    const rank = row => URGENCY.indexOf(row.tally) * PHASES.length + PHASES.indexOf(row.phase);
    return members.reduce((least, row) => rank(row) < rank(least) ? row : least);
}

function isReady({ phase, health }) {
    return phase === 'COMPLETED' || phase === 'RUNNING' && (health === 'HEALTHY' || health === 'UNCHECKED');
}

/** How many replicas are ready, and what the others are: "2 of 3 ready, 1 on the way". */
export function readyText(members) {
    const rest = members.filter(row => !isReady(row));
    const words = Object.entries(TALLIES).map(([tally, word]) => [rest.filter(row => row.tally === tally).length, word])
        .filter(([count]) => count > 0).map(([count, word]) => `, ${count} ${word === 'running' ? 'not checked yet' : word}`);
    return `${members.length - rest.length} of ${members.length} ready${words.join('')}`;
}

/**
 * The rows with one in the place of the replicas of each process, except for those of the open processes. The dependencies of a process
 * on several replicas become one. It is met if all are met, and beside a process that does not wait also if some are.
 *
 * @param open the ids of the processes whose replicas are shown
 */
export function withFolded(rows, open) {
    const groups = new Map();
    for (const row of rows.filter(one => one.replicaOf && !open.has(one.replicaOf))) {
        groups.set(row.replicaOf, [...(groups.get(row.replicaOf) ?? []), row]);
    }
    const groupOf = new Map([...groups].flatMap(([group, members]) => members.map(row => [row.id, group])));
    const seen = new Set();
    return rows.flatMap(row => {
        const group = groupOf.get(row.id);
        if (!group) {
            return [{ ...row, dependsOn: merged(row, groupOf), blockedBy: boxes(row.blockedBy ?? [], groupOf) }];
        }
        if (seen.has(group)) {
            return [];
        }
        seen.add(group);
        const members = groups.get(group);
        const least = worst(members);
        return [{
            ...least, id: boxOf(group), group, name: `${group} ×${members.length}`, members, endpoints: [], pid: undefined,
            why: isReady(least) ? '' : `${least.id}: ${least.why}`, cause: undefined,
            actions: [...new Set(members.flatMap(one => one.actions))], dependsOn: merged(least, groupOf),
            blockedBy: boxes(least.blockedBy ?? [], groupOf),
        }];
    });
}

function boxes(ids, groupOf) {
    return [...new Set(ids.map(id => groupOf.has(id) ? boxOf(groupOf.get(id)) : id))];
}

function merged(row, groupOf) {
    const waits = new Map();
    for (const wait of row.dependsOn) {
        const id = groupOf.has(wait.id) ? boxOf(groupOf.get(wait.id)) : wait.id;
        waits.set(id, [...(waits.get(id) ?? []), { ...wait, id }]);
    }
    return [...waits.values()].map(same => {
        const enough = row.phase === 'WAITING' ? same.every(wait => wait.met) : same.some(wait => wait.met);
        return { ...same[0], met: enough, failed: !enough && same.some(wait => wait.failed) };
    });
}
