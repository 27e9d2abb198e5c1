// The layout of the dependency graph: layers from left to right in the order of the start. Pure functions.

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
 * Places the boxes of all rows, and the lines between them around the boxes.
 *
 * @param rows { id, dependsOn: [{ id }] }, each after its dependencies
 * @param box { width, height } of each box
 * @param gap { x, y } between boxes
 * @param room the width for rows of boxes without lines, which are placed below the others
 * @return boxes: id to { x, y }; lines: [{ from, to, points: [[x, y]] }]; width; height. The points of a line come in pairs:
 *         a line is straight within a layer, and curved between two of them.
 */
export function layout(rows, box, gap, room = 0) {
    const known = new Set(rows.map(row => row.id));
    const edges = rows.flatMap(row => row.dependsOn.filter(wait => known.has(wait.id)).map(wait => ({ from: wait.id, to: row.id })));
    const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
    const alone = rows.filter(row => !ends.has(row.id));
    const layers = ordered(layered(rows.filter(row => ends.has(row.id)), edges));
    align(layers, box, gap);
    const nodes = layers.flat();
    const top = Math.min(0, ...nodes.map(node => node.y - node.height / 2));
    const boxes = new Map();
    nodes.forEach(node => {
        node.y -= top;
        node.x = node.layer * (box.width + gap.x);
        if (!node.bend) {
            boxes.set(node.id, { x: node.x, y: node.y - box.height / 2 });
        }
    });
    let height = Math.max(0, ...nodes.map(node => node.y + node.height / 2));
    let width = layers.length === 0 ? 0 : layers.length * (box.width + gap.x) - gap.x;
    const columns = Math.max(1, layers.length, Math.floor((room + gap.x) / (box.width + gap.x)));
    const below = height === 0 ? 0 : height + 2 * gap.y;
    alone.forEach((row, i) => {
        const place = { x: (i % columns) * (box.width + gap.x), y: below + Math.floor(i / columns) * (box.height + gap.y) };
        boxes.set(row.id, place);
        width = Math.max(width, place.x + box.width);
        height = Math.max(height, place.y + box.height);
    });
    return { boxes, lines: edges.map(edge => line(edge, nodes, box)), width, height };
}

/** The layers with their nodes. A line over several layers has a bend in each layer between its ends. */
function layered(rows, edges) {
    const depth = depths(rows);
    // A process without dependencies is next to its first dependent.
    for (const row of rows) {
        const after = edges.filter(edge => edge.from === row.id).map(edge => depth.get(edge.to));
        if (depth.get(row.id) === 0 && after.length > 0) {
            depth.set(row.id, Math.max(0, Math.min(...after) - 1));
        }
    }
    const layers = [];
    const add = node => {
        (layers[node.layer] ??= []).push(node);
        return node;
    };
    const byId = new Map(rows.map(row => [row.id, add({ id: row.id, layer: depth.get(row.id), before: [], after: [] })]));
    for (const edge of edges) {
        let last = byId.get(edge.from);
        const target = byId.get(edge.to);
        for (let layer = last.layer + 1; layer < target.layer; layer++) {
            last = join(last, add({ bend: edge, layer, before: [], after: [] }));
        }
        join(last, target);
    }
    return Array.from(layers, layer => layer ?? []);
}

function join(from, to) {
    from.after.push(to);
    to.before.push(from);
    return to;
}

const SWEEPS = 8;

/** The layers in the order with the fewest crossings that some sweeps have found. */
function ordered(layers) {
    let best = layers.map(layer => [...layer]);
    let fewest = crossings(best);
    for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
        const forward = sweep % 2 === 0;
        const order = layers.map((_, i) => forward ? i : layers.length - 1 - i);
        for (const i of order) {
            const at = new Map((layers[forward ? i - 1 : i + 1] ?? []).map((node, place) => [node, place]));
            const wish = new Map(layers[i].map((node, place) => [node, mean((forward ? node.before : node.after)
                .map(other => at.get(other)).filter(place => place !== undefined)) ?? place]));
            layers[i].sort((a, b) => wish.get(a) - wish.get(b));
        }
        const now = crossings(layers);
        if (now < fewest) {
            fewest = now;
            best = layers.map(layer => [...layer]);
        }
    }
    return best;
}

function crossings(layers) {
    let count = 0;
    for (let i = 1; i < layers.length; i++) {
        const left = new Map(layers[i - 1].map((node, place) => [node, place]));
        const pairs = layers[i].flatMap((node, right) => node.before.map(other => [left.get(other), right]));
        pairs.forEach(([a, b], k) => pairs.slice(k + 1).forEach(([c, d]) => { count += (a - c) * (b - d) < 0 ? 1 : 0; }));
    }
    return count;
}

/** Gives each node the y of its centre: close to its neighbours, without overlaps, in the order of its layer. */
function align(layers, box, gap) {
    layers.flat().forEach(node => {
        node.height = node.bend ? gap.y / 2 : box.height;
    });
    const place = (layer, wish) => {
        let offset = 0;
        const offsets = layer.map((node, i) => offset += i === 0 ? 0 : (layer[i - 1].height + node.height) / 2 + gap.y);
        ascending(layer.map((node, i) => wish(node) - offsets[i])).forEach((y, i) => { layer[i].y = y + offsets[i]; });
    };
    layers.forEach(layer => place(layer, node => mean(node.before.map(other => other.y)) ?? 0));
    for (let round = 0; round < 6; round++) {
        [...layers].reverse().forEach(layer => place(layer, node => mean(node.after.map(other => other.y)) ?? node.y));
        layers.forEach(layer => place(layer, node => mean([...node.before, ...node.after].map(other => other.y)) ?? node.y));
    }
}

/** The ascending numbers that are closest to the given ones: adjacent violators share their mean. */
export function ascending(numbers) {
    const pools = [];
    for (const number of numbers) {
        pools.push({ sum: number, count: 1 });
        while (pools.length > 1 && pools.at(-2).sum / pools.at(-2).count > pools.at(-1).sum / pools.at(-1).count) {
            const { sum, count } = pools.pop();
            pools.at(-1).sum += sum;
            pools.at(-1).count += count;
        }
    }
    return pools.flatMap(({ sum, count }) => Array(count).fill(sum / count));
}

export function mean(numbers) {
    return numbers.length === 0 ? undefined : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** The distance of two lines at the same side of a box. */
const PORT = 12;

function line({ from, to }, nodes, box) {
    const source = nodes.find(node => node.id === from), target = nodes.find(node => node.id === to);
    const bends = nodes.filter(node => node.bend && node.bend.from === from && node.bend.to === to)
        .sort((a, b) => a.layer - b.layer);
    const next = bends[0] ?? target, last = bends.at(-1) ?? source;
    return { from, to, points: [[source.x + box.width, port(source, source.after, next, box)],
        ...bends.flatMap(bend => [[bend.x, bend.y], [bend.x + box.width, bend.y]]),
        [target.x, port(target, target.before, last, box)]] };
}

/** The y at which a line meets the side of a box. Several lines meet it side by side, in the order of their other ends. */
function port(node, others, other, box) {
    const sorted = [...others].sort((a, b) => a.y - b.y);
    const step = Math.min(PORT, (box.height - 8) / Math.max(1, sorted.length));
    return node.y + (sorted.indexOf(other) - (sorted.length - 1) / 2) * step;
}
