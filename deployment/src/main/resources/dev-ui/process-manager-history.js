// The last CPU and memory values of the processes. The browser keeps them over all pages while the Dev UI is open.

const KEPT = 60;
const histories = new Map();

function last(values) {
    return values[values.length - 1];
}

/** Adds the values of all measured processes. The values of a process start again with each incarnation. */
export function remember(rows) {
    const now = Date.now();
    for (const row of rows) {
        let history = histories.get(row.id);
        if (history?.incarnation !== row.incarnation) {
            history = { incarnation: row.incarnation, cpu: [], memory: [], at: 0 };
            histories.set(row.id, history);
        }
        if (row.memory == null) {
            continue;
        }
        const changed = last(history.memory) !== row.memory || last(history.cpu) !== (row.cpu ?? 0);
        if (changed || now - history.at > 5000) {
            history.cpu = [...history.cpu, row.cpu ?? 0].slice(-KEPT);
            history.memory = [...history.memory, row.memory].slice(-KEPT);
            history.at = now;
        }
    }
}

export function cpuOf(id) {
    return histories.get(id)?.cpu ?? [];
}

export function memoryOf(id) {
    return histories.get(id)?.memory ?? [];
}
