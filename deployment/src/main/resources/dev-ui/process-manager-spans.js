// The time span of the timeline and its axis. Pure functions.

import { clock, duration } from './process-manager-display.js';

/** The kinds of bars. A tone is a Lumo variable, strength the opacity in percent. A hatched bar is no part of the start. */
export const KINDS = {
    building: { word: 'building', tone: 'contrast-60pct', strength: 70 },
    accepting: { word: 'no request answered yet', tone: 'success-color', strength: 40 },
    waiting: { word: 'waiting', tone: 'secondary-text-color', strength: 25 },
    starting: { word: 'starting', tone: 'primary-color', strength: 45 },
    probing: { word: 'probing', tone: 'primary-color', strength: 80 },
    window: { word: 'startup window, no process waits for it', tone: 'primary-color', strength: 45, hatched: true },
    running: { word: 'running', tone: 'success-color', strength: 40 },
    healthy: { word: 'healthy', tone: 'success-color', strength: 75 },
    unhealthy: { word: 'unhealthy', tone: 'warning-color', strength: 90 },
    backoff: { word: 'backoff', tone: 'warning-color', strength: 45 },
    stopping: { word: 'stopping', tone: 'secondary-text-color', strength: 55 },
    completed: { word: 'completed', tone: 'success-color', strength: 15 },
    failed: { word: 'failed', tone: 'error-color', strength: 60 },
};

/** The kinds of bars of a process that is not ready yet. */
const ON_THE_WAY = ['waiting', 'starting', 'probing'];
const AT_LEAST = 1000;

/** The span of the start: until the end of the critical path, or else until all first incarnations were ready. */
export function start({ origin, end, bars }, now) {
    const first = bars.filter(bar => bar.id !== '' && bar.incarnation <= 1 && ON_THE_WAY.includes(bar.kind));
    const last = Math.max(origin + AT_LEAST, ...(end > 0 ? [end] : first.map(bar => bar.to ?? now)));
    return { from: origin, to: last + (last - origin) * 0.15 };
}

/** The span of the start without the build and the start of the application before the first process. */
export function processes(timeline, now) {
    const { to } = start(timeline, now);
    const first = Math.min(to - AT_LEAST, ...timeline.bars.filter(bar => bar.id !== '').map(bar => bar.from));
    return { from: Math.max(timeline.origin, first), to };
}

/** The lines of a hatched rectangle: [x1, y1, x2, y2], from the lower left to the upper right. */
export function hatches({ x, y, width, height }, gap = 6) {
    const lines = [];
    for (let foot = x - height + gap / 2; foot < x + width; foot += gap) {
        const from = Math.max(foot, x), to = Math.min(foot + height, x + width);
        lines.push([from, y + height - (from - foot), to, y + height - (to - foot)]);
    }
    return lines;
}

/** The span from the first start until now. */
export function everything({ origin }, now) {
    return { from: origin, to: Math.max(origin + AT_LEAST, now) };
}

const STEPS = [100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
    7_200_000, 21_600_000, 43_200_000, 86_400_000];

/**
 * The ticks of the axis: for a short span at multiples of a step since the origin, with the time since then, for a long one at those since
 * midnight of this time zone, with the time of day.
 */
export function axis({ from, to }, origin, pixels) {
    const most = Math.max(2, Math.floor(pixels / 90));
    const step = STEPS.find(one => (to - from) / one <= most) ?? STEPS[STEPS.length - 1];
    const ticks = [];
    const long = step >= 60_000;
    const base = long ? new Date(from).setHours(0, 0, 0, 0) : origin;
    for (let at = base + Math.ceil((from - base) / step) * step; at <= to; at += step) {
        ticks.push({ at, text: long ? clock(at) : sinceStart(at - origin) });
    }
    return ticks;
}

function sinceStart(millis) {
    return millis === 0 ? '0' : millis < 60_000 ? `${millis / 1000} s` : duration(millis);
}
