// One box of the graph for all replicas of a process. Pure functions.

import { TALLIES } from './process-manager-display.js';

/** The id of the box that stands for the replicas of a process. No process has it, because an id contains no blank. */
export function boxOf(group) {
    return `replicas ${group}`;
}

/** The member that speaks for all: the one with the lowest rank, which the server gives to each row, the first of several. */
export function worst(members) {
    return members.reduce((least, row) => row.rank < least.rank ? row : least);
}

/** How many replicas are ready, and what the others are: "2 of 3 ready, 1 on the way". */
export function readyText(members) {
    const rest = members.filter(row => !row.ready);
    const words = Object.entries(TALLIES).map(([tally, word]) => [rest.filter(row => row.tally === tally).length, word])
        .filter(([count]) => count > 0).map(([count, word]) => `, ${count} ${word === 'running' ? 'not checked yet' : word}`);
    return `${members.length - rest.length} of ${members.length} ready${words.join('')}`;
}

/**
 * The rows with one in the place of the replicas of each process, except for those of the open processes. The dependencies of a process
 * on several replicas become one. It is met if all are met, and if one is enough, if one is met.
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
            why: least.ready ? '' : `${least.id}: ${least.why}`, cause: undefined,
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
        const enough = same[0].any ? same.some(wait => wait.met) : same.every(wait => wait.met);
        return { ...same[0], met: enough, failed: !enough && same.some(wait => wait.failed) };
    });
}
