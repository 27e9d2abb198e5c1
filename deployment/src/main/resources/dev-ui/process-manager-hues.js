/*
 * A hue for each process, the same in all views of a page. Each new hue is one golden angle further on the colour wheel, which
 * distributes any number of hues about evenly and separates successive ones clearly.
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
