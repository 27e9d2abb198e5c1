// What the graph shows: the application among its processes, and the size of the boxes. Pure functions.

import { ascending, layout, mean } from './process-manager-layers.js';

/**
 * The sizes of the boxes, the widest first, each with the smallest scale at which it is used: a detailed box has less text in small
 * letters. A box is as wide as the longest name needs, between two limits; longer names have two lines.
 */
const SIZES = [
    { detail: 'full', from: 0.95, least: 236, most: 300, beside: 90, height: 104, gap: { x: 96, y: 22 } },
    { detail: 'full', from: 0.72, least: 236, most: 236, beside: 90, height: 104, gap: { x: 80, y: 22 } },
    { detail: 'small', from: 0, least: 148, most: 210, beside: 60, height: 50, gap: { x: 80, y: 12 } },
];
/** The mean width of a letter of a name, and the height of a label, in pixels. */
const LETTER = 8;
const LABEL = 12;
/** Below this scale the texts of a box are hard to read. */
export const READABLE = 0.8;
const LARGEST = 1.15;

/** The id of the application, which no process has. */
export const APPLICATION = '';

/** The rows with the application as one of them, each after its dependencies. Without an answer of the server: the rows. */
export function withApplication(rows, application) {
    if (!application) {
        return rows;
    }
    const later = new Set(application.startsLater);
    const byId = new Map(rows.map(row => [row.id, row]));
    const app = { id: APPLICATION, name: application.name, application: true,
        dependsOn: application.waitsFor.filter(wait => byId.has(wait.id)).map(wait => ({ ...wait, met: isReady(byId.get(wait.id)) })) };
    const behind = row => !later.has(row.id) ? row
        : { ...row, dependsOn: [...row.dependsOn, { id: APPLICATION, condition: 'accepting', met: true }] };
    return [...rows.filter(row => !later.has(row.id)), app, ...rows.filter(row => later.has(row.id)).map(behind)];
}

function isReady({ phase, health }) {
    return phase === 'COMPLETED' || phase === 'RUNNING' && health !== 'UNHEALTHY' && health !== 'UNKNOWN';
}

/** How a line is drawn: met, failed (its dependency is down), blocks (keeps the process from starting) or unmet. */
export function lineState(row, wait, dependency) {
    if (wait.met) {
        return 'met';
    }
    return wait.failed || dependency?.phase === 'FAILED' ? 'failed' : row.blockedBy?.includes(wait.id) ? 'blocks' : 'unmet';
}

/**
 * The layout with the most detailed boxes that are readable in the room.
 *
 * @param room { width, height } in pixels
 * @return the layout, with detail, box, and the scale that fits it into the room
 */
export function fitted(rows, room) {
    const longest = Math.max(0, ...rows.map(row => (row.name ?? row.id).length)) * LETTER;
    let fit;
    for (const { detail, from, least, most, beside, height, gap } of SIZES) {
        const box = { width: Math.min(most, Math.max(least, longest + beside)), height };
        const placed = layout(rows, box, gap, room.width);
        const scale = Math.min(LARGEST, room.width / Math.max(1, placed.width), room.height / Math.max(1, placed.height));
        fit = { ...placed, detail, box, scale, ...stretched(rows, { box, scale: Math.max(scale, READABLE) }, gap, room) };
        if (scale >= from) {
            break;
        }
    }
    return fit;
}

/** The layout with larger gaps between boxes of a column, as far as the height of the room allows. */
function stretched(rows, { box, scale }, gap, room) {
    let fits = {};
    for (let y = gap.y; y <= box.height / 2; y += 6) {
        const placed = layout(rows, box, { ...gap, y }, room.width);
        if (placed.height * scale > room.height) {
            break;
        }
        fits = placed;
    }
    return fits;
}

/**
 * The conditions at the ends of the lines. Lines to the same box share one label for each condition, so labels do not overlap.
 *
 * @param lines of the layout, each with the condition and the state of its dependency
 * @return [{ x, y, text, state }], where x is the end and y the middle of the text, and state is the most urgent one of its lines
 */
export function labels(lines) {
    const all = [];
    for (const to of new Set(lines.map(line => line.to))) {
        const ends = lines.filter(line => line.to === to);
        const own = [...new Set(ends.map(line => line.condition))].map(text => {
            const same = ends.filter(line => line.condition === text);
            return { x: same[0].points.at(-1)[0], y: mean(same.map(line => line.points.at(-1)[1])), text,
                state: ['failed', 'blocks', 'unmet', 'met'].find(state => same.some(line => line.state === state)) };
        }).sort((a, b) => a.y - b.y);
        ascending(own.map((label, i) => label.y - i * LABEL)).forEach((y, i) => { own[i].y = y + i * LABEL; });
        all.push(...own);
    }
    return all;
}

/** The path of a line of the layout, for SVG. */
export function path(points) {
    let text = `M${points[0]}`;
    for (let i = 1; i < points.length; i++) {
        const [x1, y1] = points[i - 1], [x2, y2] = points[i];
        const middle = (x1 + x2) / 2;
        text += i % 2 === 0 ? `L${x2},${y2}` : `C${middle},${y1} ${middle},${y2} ${x2},${y2}`;
    }
    return text;
}
