// The layout of the dependency graph. Pure functions.

/** The depth of each process by id: 0 without dependencies, otherwise one more than its deepest dependency. */
export function depths(rows) {
    const byId = new Map(rows.map(row => [row.id, row]));
    const depth = new Map();
    const measure = (id, path) => {
        if (depth.has(id) || path.includes(id)) {
            return depth.get(id) ?? 0;
        }
        const needs = (byId.get(id)?.dependsOn ?? []).filter(wait => byId.has(wait.id));
        const own = needs.length === 0 ? 0 : 1 + Math.max(...needs.map(wait => measure(wait.id, [...path, id])));
        depth.set(id, own);
        return own;
    };
    rows.forEach(row => measure(row.id, []));
    return depth;
}

/**
 * The place of each process by id: x is the column, from left to right in the order of the start, y the row. Processes without
 * dependencies and dependents are placed in rows below the others.
 *
 * @param columns the number of such processes in a row
 */
export function places(rows, columns = 5) {
    const alone = rows.filter(row => row.dependsOn.length === 0 && row.dependents.length === 0);
    const linked = rows.filter(row => !alone.includes(row));
    const depth = depths(linked);
    const place = new Map();
    const layers = [];
    linked.forEach(row => (layers[depth.get(row.id)] ??= []).push(row));
    const tallest = Math.max(0, ...layers.map(layer => layer.length));
    layers.forEach((layer, x) => {
        // Close to their dependencies, so that few lines cross.
        const wish = row => {
            const ys = row.dependsOn.map(wait => place.get(wait.id)?.y).filter(y => y !== undefined);
            return ys.length === 0 ? 0 : ys.reduce((sum, y) => sum + y, 0) / ys.length;
        };
        layer.sort((a, b) => wish(a) - wish(b));
        layer.forEach((row, i) => place.set(row.id, { x, y: i + (tallest - layer.length) / 2 }));
    });
    const below = tallest === 0 ? 0 : tallest + 0.4;
    const width = Math.max(columns, layers.length);
    alone.forEach((row, i) => place.set(row.id, { x: i % width, y: below + Math.floor(i / width) }));
    return { place, width: Math.max(layers.length, Math.min(alone.length, width)),
        height: below + Math.ceil(alone.length / width) };
}
