/**
 * Assigns elements to lines. A line keeps its element, because it may contain a text selection. Elements of lines that are no
 * longer drawn are reused, because changing an element is cheaper than creating one.
 */
export function slotsFor(lines, before) {
    const slots = new Map();
    lines.filter(line => before.has(line)).forEach(line => slots.set(line, before.get(line)));
    const used = new Set(slots.values());
    let next = 0;
    for (const line of lines) {
        if (!slots.has(line)) {
            while (used.has(next)) {
                next++;
            }
            slots.set(line, next++);
        }
    }
    return slots;
}
