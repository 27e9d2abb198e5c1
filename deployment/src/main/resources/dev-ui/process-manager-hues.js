/*
 * A hue for each process, the same in all views of a page. Neighbours in the order of asking are far from each other on the
 * wheel: each step is the golden angle, with which any number of hues are spread about evenly.
 */

const GOLDEN_ANGLE = 137.508;
const FIRST = 205;

const hues = new Map();

/** The hue of a process, in degrees. */
export function hueOf(id) {
    if (!hues.has(id)) {
        hues.set(id, Math.round(FIRST + hues.size * GOLDEN_ANGLE) % 360);
    }
    return hues.get(id);
}
