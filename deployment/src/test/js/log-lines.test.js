import test from 'node:test';
import assert from 'node:assert/strict';
import { Lines } from '../../main/resources/dev-ui/process-manager-lines.js';
import { Filter } from '../../main/resources/dev-ui/process-manager-log-filter.js';
import { LogLines } from '../../main/resources/dev-ui/process-manager-log-lines.js';
import { Search } from '../../main/resources/dev-ui/process-manager-log-search.js';
import { last } from '../../main/resources/dev-ui/process-manager-log-time.js';

const NOW = 1_000_000;

function line(id, seq, time, text = `${id}${seq}`, more = {}) {
    return { id, seq, time, err: false, text, incarnation: 1, ...more };
}

function batch(...lines) {
    return { lines, dropped: {} };
}

function texts(log) {
    return log.shown.slice(0, log.shown.length).map(shown => shown.plain);
}

test('lines of several processes are in the order of time', () => {
    const log = new LogLines();

    log.add(batch(line('a', 1, 10), line('b', 1, 30)), NOW);
    log.add(batch(line('a', 2, 20), line('a', 3, 40)), NOW);

    assert.deepEqual(texts(log), ['a1', 'a2', 'b1', 'a3']);
});

test('lines of one process keep their order when the clock is set back', () => {
    const log = new LogLines();

    log.add(batch(line('a', 1, 30), line('a', 2, 10)), NOW);

    assert.deepEqual(texts(log), ['a1', 'a2']);
});

test('repeated history is shown once', () => {
    const log = new LogLines();

    log.add(batch(line('a', 1, 10), line('a', 2, 20)), NOW);
    log.add(batch(line('a', 1, 10), line('a', 2, 20), line('a', 3, 30)), NOW);

    assert.deepEqual(texts(log), ['a1', 'a2', 'a3']);
});

test('lines with restarted numbers are shown', () => {
    const log = new LogLines();

    log.add(batch(line('a', 7, 10)), NOW);
    log.add(batch(line('a', 1, 20)), NOW);

    assert.deepEqual(texts(log), ['a7', 'a1']);
});

test('only the last lines are kept', () => {
    const log = new LogLines(3);

    assert.equal(log.add(batch(line('a', 1, 1), line('a', 2, 2), line('a', 3, 3)), NOW), 0);
    assert.equal(log.add(batch(line('a', 4, 4), line('a', 5, 5)), NOW), 2);

    assert.deepEqual(texts(log), ['a3', 'a4', 'a5']);
    assert.equal(log.length, 3);
    assert.equal(log.removed, 2);
});

test('memory is bounded over many more lines than are kept', () => {
    const log = new LogLines(30_000);

    for (let i = 0; i < 200_000; i++) {
        log.add(batch(line('a', i, i)), NOW);
    }

    assert.equal(log.length, 30_000);
    assert.equal(log.shown.length, 30_000);
    assert.equal(log.shown.at(0).seq, 170_000);
    assert.ok(log._all._items.length < 55_000, String(log._all._items.length));
});

test('dropped lines are counted for each process', () => {
    const log = new LogLines();

    log.add({ lines: [], dropped: { a: 3 } }, NOW);
    log.add({ lines: [], dropped: { a: 4, b: 1 } }, NOW);

    assert.equal(log.dropped.get('a'), 7);
    assert.equal(log.droppedTotal, 8);
});

test('level filter, also for the rest of a stack trace', () => {
    const log = new LogLines();
    log.add(batch(line('a', 1, 1, 'INFO x'), line('a', 2, 2, 'ERROR y'), line('b', 1, 3, '  of another process'),
            line('a', 3, 3, '\tat z'), line('a', 4, 4, 'on')), NOW);

    log.show(new Filter({ level: 'ERROR' }), NOW);
    assert.deepEqual(texts(log), ['ERROR y', '\tat z']);

    log.add(batch(line('a', 5, 5, 'ERROR w'), line('a', 6, 6, 'DEBUG')), NOW);
    assert.deepEqual(texts(log), ['ERROR y', '\tat z', 'ERROR w']);

    log.show(new Filter(), NOW);
    assert.equal(log.shown.length, 7);
});

test('standard error does not imply an error', () => {
    const log = new LogLines();

    log.add(batch(line('a', 1, 1, 'listening', { err: true })), NOW);

    assert.equal(log.shown.at(0).level, null);
});

test('time filter moves on with the clock', () => {
    const log = new LogLines();
    log.show(new Filter({ span: last(1) }), NOW);

    log.add(batch(line('a', 1, NOW - 60_001), line('a', 2, NOW - 59_000), line('a', 3, NOW)), NOW);
    assert.deepEqual(texts(log), ['a2', 'a3']);

    assert.equal(log.add(batch(line('a', 4, NOW + 10_000)), NOW + 10_000), 1);
    assert.deepEqual(texts(log), ['a3', 'a4']);
});

test('hits are counted when lines are added and removed', () => {
    const log = new LogLines(3);
    log.add(batch(line('a', 1, 1, 'x'), line('a', 2, 2, 'y')), NOW);

    log.show(new Filter({ search: new Search('x') }), NOW);
    assert.equal(log.hits, 1);
    assert.equal(log.shown.length, 2);

    log.add(batch(line('a', 3, 3, 'x'), line('a', 4, 4, 'x')), NOW);
    assert.equal(log.hits, 2);

    log.show(new Filter({ search: new Search('x'), onlyMatches: true }), NOW);
    assert.deepEqual(texts(log), ['x', 'x']);
});

test('the search finds coloured text', () => {
    const log = new LogLines();
    log.add(batch(line('a', 1, 1, 'rea\x1b[32mdy\x1b[0m')), NOW);

    log.show(new Filter({ search: new Search('ready') }), NOW);

    assert.equal(log.hits, 1);
});

test('the end of an incarnation is behind its last line', () => {
    const log = new LogLines();
    log.add(batch(line('a', 1, 10), line('b', 1, 20), line('a', 2, 30)), NOW);

    log.addEnd({ id: 'a', incarnation: 1, time: 15, text: 'exited with 4', expected: false }, NOW);
    log.add(batch(line('b', 2, 40)), NOW);

    assert.deepEqual(texts(log), ['a1', 'b1', 'a2', 'a exited with 4 (start 1)', 'b2']);
});

test('a new incarnation implies the end of the previous one', () => {
    const log = new LogLines();

    log.add(batch(line('a', 1, 10), line('a', 2, 20, 'a2', { incarnation: 2 })), NOW);
    assert.deepEqual(texts(log), ['a1', 'a ended (start 1)', 'a2']);

    log.addEnd({ id: 'a', incarnation: 1, time: 11, text: 'exited with 4', expected: false }, NOW);
    assert.deepEqual(texts(log), ['a1', 'a exited with 4 (start 1)', 'a2']);
    assert.equal(log.shown.at(1).expected, false);
});

test('a late line is placed before the end of its incarnation', () => {
    const log = new LogLines();
    log.addEnd({ id: 'a', incarnation: 1, time: 15, text: 'exited with 4', expected: false }, NOW);
    log.add(batch(line('b', 1, 20), line('a', 1, 25), line('a', 2, 30, 'a2', { incarnation: 2 })), NOW);

    assert.deepEqual(texts(log), ['b1', 'a1', 'a exited with 4 (start 1)', 'a2']);
    assert.equal(log.length, 4);
});

test('an end is added once', () => {
    const log = new LogLines();
    const end = { id: 'a', incarnation: 1, time: 15, text: 'exited with 4', expected: false };

    log.addEnd(end, NOW);
    log.addEnd(end, NOW);
    log.add(batch(line('a', 1, 10), line('a', 2, 20, 'a2', { incarnation: 2 })), NOW);

    assert.deepEqual(texts(log), ['a1', 'a exited with 4 (start 1)', 'a2']);
});

test('the end of an incarnation is shown with each level', () => {
    const log = new LogLines();
    log.show(new Filter({ level: 'ERROR' }), NOW);

    log.addEnd({ id: 'a', incarnation: 1, time: 15, text: 'exited with 0', expected: true }, NOW);

    assert.equal(log.shown.length, 1);
});

test('list finds in both directions', () => {
    const lines = new Lines();
    [1, 2, 3, 4].forEach(n => lines.push(n));
    lines.shift();

    assert.equal(lines.find(0, 1, n => n > 2), 1);
    assert.equal(lines.find(2, -1, n => n < 4), 1);
    assert.equal(lines.find(0, 1, n => n === 1), -1);
    assert.equal(lines.find(-1, -1, () => true), -1);
    assert.equal(lines.indexOf(3), 1);
    assert.equal(lines.indexOf(1), -1);
});

const moment = (kind, time, text, more = {}) => ({ kind, id: 'a', incarnation: 1, time, text, ...more });

test('phases stand between the lines, by time and start', () => {
    const log = new LogLines();
    log.add(batch(line('a', 1, 20), line('b', 1, 25), line('a', 2, 30), line('a', 3, 50, 'again', { incarnation: 2 })), NOW);

    log.addMoment(moment('waiting', 5, 'waits for b'), NOW);
    log.addMoment(moment('started', 10, 'started'), NOW);
    log.addMoment(moment('healthy', 26, 'healthy after 16 ms'), NOW);
    log.addMoment(moment('started', 45, 'started', { incarnation: 2 }), NOW);
    log.addMoment(moment('end', 40, 'exited with 1', { expected: false }), NOW);
    log.addMoment(moment('healthy', 26, 'healthy after 16 ms'), NOW);

    assert.deepEqual(texts(log), ['a waits for b', 'a started (start 1)', 'a1', 'b1', 'a healthy after 16 ms', 'a2',
        'a exited with 1 (start 1)', 'a started (start 2)', 'again']);
});

test('a start stands before its first line, also if it is reported later', () => {
    const log = new LogLines();
    log.add(batch(line('b', 1, 5), line('a', 1, 10), line('a', 2, 10), line('b', 2, 12)), NOW);

    log.addMoment(moment('waiting', 4, 'waits for b'), NOW);
    log.addMoment(moment('started', 20, 'started'), NOW);

    assert.deepEqual(texts(log), ['a waits for b', 'b1', 'a started (start 1)', 'a1', 'a2', 'b2']);
});

test('a stop turns out to be a restart', () => {
    const log = new LogLines();

    log.addMoment(moment('stopping', 5, 'stops: env.A has changed'), NOW);
    log.addMoment(moment('stopping', 5, 'restarts: env.A has changed'), NOW);

    assert.deepEqual(texts(log), ['a restarts: env.A has changed']);
});

test('phases have levels, and can be hidden', () => {
    const log = new LogLines();
    log.add(batch(line('a', 1, 1, 'ERROR x')), NOW);
    log.addMoment(moment('started', 0, 'started'), NOW);
    log.addMoment(moment('failed', 2, 'has failed: gave up'), NOW);

    log.show(new Filter({ level: 'ERROR' }), NOW);
    assert.deepEqual(texts(log), ['ERROR x', 'a has failed: gave up']);
    log.show(new Filter({ phases: false }), NOW);
    assert.deepEqual(texts(log), ['ERROR x']);
});

test('errors and ends are counted as shown', () => {
    const log = new LogLines(3);
    log.add(batch(line('a', 1, 1, 'ERROR x'), line('a', 2, 2), line('a', 3, 3, 'ERROR y')), NOW);
    log.addMoment(moment('end', 4, 'exited with 1', { expected: false }), NOW);

    assert.deepEqual([log.errors, log.ends], [1, 1]);
    log.show(new Filter({ search: new Search('ERROR x'), onlyMatches: true }), NOW);
    assert.deepEqual([log.errors, log.ends], [0, 0], 'without the removed line');
});

test('phases and exits that arrive before the lines stand at their time', () => {
    const log = new LogLines();

    log.addMoment(moment('end', 40, 'exited with 1', { expected: false }), NOW);
    log.addMoment(moment('end', 90, 'exited with 1', { incarnation: 2, expected: false }), NOW);
    log.addMoment(moment('started', 10, 'started'), NOW);
    log.addMoment(moment('healthy', 26, 'healthy after 16 ms'), NOW);
    log.addMoment(moment('backoff', 41, 'exited with 1, next start in 4 ms'), NOW);
    log.addMoment(moment('started', 45, 'started', { incarnation: 2 }), NOW);
    log.addMoment(moment('failed', 91, 'has failed: gave up', { incarnation: 2 }), NOW);
    log.add(batch(line('a', 1, 12), line('b', 1, 20), line('a', 2, 30), line('a', 3, 50, 'a3', { incarnation: 2 })), NOW);

    assert.deepEqual(texts(log), ['a started (start 1)', 'a1', 'b1', 'a healthy after 16 ms', 'a2', 'a exited with 1 (start 1)',
        'a exited with 1, next start in 4 ms', 'a started (start 2)', 'a3', 'a exited with 1 (start 2)', 'a has failed: gave up']);
});

test('the reported exit has the time of the exit, not of the last line', () => {
    const log = new LogLines();

    log.add(batch(line('a', 1, 10), line('b', 1, 20), line('a', 2, 50, 'a2', { incarnation: 2 })), NOW);
    log.addMoment(moment('end', 40, 'killed by SIGTERM', { expected: true }), NOW);

    assert.deepEqual(texts(log), ['a1', 'b1', 'a killed by SIGTERM (start 1)', 'a2']);
    assert.equal(log.shown.at(2).time, 40);
    assert.equal(log.ends, 1);
});

test('cleared lines do not come back with the history', () => {
    const log = new LogLines();
    const line = seq => ({ id: 'db', seq, time: seq, err: false, text: `line ${seq}`, incarnation: 1 });
    log.add({ lines: [line(1), line(2)] }, 0);
    log.addMoment({ kind: 'started', id: 'db', incarnation: 1, time: 1, text: 'started' }, 0);

    log.clear(0);
    log.add({ lines: [line(1), line(2), line(3)] }, 0);
    log.addMoment({ kind: 'started', id: 'db', incarnation: 1, time: 1, text: 'started' }, 0);

    assert.deepEqual(log.texts, ['line 3']);
    assert.equal(log.shown.length, 1);
});
