import assert from 'node:assert/strict';
import test from 'node:test';
import { axis, everything, hatches, processes, start } from '../../main/resources/dev-ui/process-manager-spans.js';

const bar = (id, kind, from, to, incarnation = 1) => ({ id, kind, from, to, incarnation });

test('the start ends a little after the critical path', () => {
    const timeline = { origin: 1000, end: 9000,
        bars: [bar('db', 'probing', 1000, 9000), bar('never', 'probing', 1000, null), bar('db', 'starting', 90_000, 95_000, 2)] };

    assert.deepEqual(start(timeline, 100_000), { from: 1000, to: 9000 + 1200 });
});

test('the life of the application does not lengthen the start', () => {
    const timeline = { origin: 1000, end: 0, bars: [bar('', 'starting', 1000, null), bar('db', 'probing', 1000, 3000)] };

    assert.equal(start(timeline, 100_000).to, 3000 + 300);
});

test('the start of the processes leaves out the build', () => {
    const timeline = { origin: 1000, end: 30_000, bars: [bar('', 'building', 1000, 20_000), bar('db', 'probing', 21_000, 29_000)] };

    assert.equal(processes(timeline, 100_000).from, 21_000);
    assert.equal(processes(timeline, 100_000).to, start(timeline, 100_000).to);
    assert.ok(processes({ origin: 1000, end: 0, bars: [] }, 1000).to > 1000);
});

test('hatches stay in their rectangle', () => {
    const lines = hatches({ x: 10, y: 20, width: 30, height: 16 });

    assert.ok(lines.length >= 5);
    assert.ok(lines.every(([x1, y1, x2, y2]) => x1 >= 10 && x2 <= 40 && y1 <= 36 && y2 >= 20 && x1 <= x2));
    assert.deepEqual(hatches({ x: 0, y: 0, width: 0, height: 16 }).filter(([x1, , x2]) => x2 > x1), []);
});

test('an unfinished start lasts until now', () => {
    const timeline = { origin: 1000, end: 0, bars: [bar('db', 'probing', 1000, null)] };

    assert.equal(start(timeline, 11_000).to, 11_000 + 1500);
});

test('an instant start has a width', () => {
    const timeline = { origin: 1000, end: 0, bars: [] };

    assert.ok(start(timeline, 1000).to > 1000);
    assert.ok(everything(timeline, 1000).to > 1000);
});

test('the axis is never crowded, and counts from the start', () => {
    const ticks = axis({ from: 5000, to: 5000 + 8400 }, 5000, 900);

    assert.ok(ticks.length >= 3 && ticks.length <= 11);
    assert.equal(ticks[0].text, '0');
    assert.equal(axis({ from: 0, to: 86_400_000 }, 0, 900).length <= 11, true);
});

test('the axis has round times where it does not begin at the start', () => {
    assert.deepEqual(axis({ from: 13_400, to: 18_000 }, 1000, 500).map(tick => tick.text), ['13 s', '14 s', '15 s', '16 s', '17 s']);
});

test('a long axis has the hours of the time zone', () => {
    const zone = process.env.TZ;
    process.env.TZ = 'Asia/Kolkata';
    try {
        const from = new Date(2026, 0, 1, 8, 20).getTime();

        assert.deepEqual(axis({ from, to: from + 3 * 3_600_000 }, from, 300).map(({ at }) => [new Date(at).getHours(), new Date(at).getMinutes()]),
            [[9, 0], [10, 0], [11, 0]]);
    } finally {
        if (zone === undefined) {
            delete process.env.TZ;
        } else {
            process.env.TZ = zone;
        }
    }
});
