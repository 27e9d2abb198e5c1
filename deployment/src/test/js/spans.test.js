import assert from 'node:assert/strict';
import test from 'node:test';
import { axis, everything, start } from '../../main/resources/dev-ui/process-manager-spans.js';

const bar = (id, kind, from, to, incarnation = 1) => ({ id, kind, from, to, incarnation });

test('the start ends a little after the last process of the critical path', () => {
    const timeline = { origin: 1000, critical: ['db'],
        bars: [bar('db', 'probing', 1000, 9000), bar('never', 'probing', 1000, null), bar('db', 'starting', 90_000, 95_000, 2)] };

    assert.deepEqual(start(timeline, 100_000), { from: 1000, to: 9000 + 1200 });
});

test('an unfinished start lasts until now', () => {
    const timeline = { origin: 1000, critical: [], bars: [bar('db', 'probing', 1000, null)] };

    assert.equal(start(timeline, 11_000).to, 11_000 + 1500);
});

test('an instant start has a width', () => {
    const timeline = { origin: 1000, critical: [], bars: [] };

    assert.ok(start(timeline, 1000).to > 1000);
    assert.ok(everything(timeline, 1000).to > 1000);
});

test('the axis is never crowded, and counts from the start', () => {
    const ticks = axis({ from: 5000, to: 5000 + 8400 }, 5000, 900);

    assert.ok(ticks.length >= 3 && ticks.length <= 11);
    assert.equal(ticks[0].text, '0');
    assert.equal(axis({ from: 0, to: 86_400_000 }, 0, 900).length <= 11, true);
});
