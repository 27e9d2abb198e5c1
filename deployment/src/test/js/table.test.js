import assert from 'node:assert/strict';
import test from 'node:test';
import { table, WITHOUT_GROUP } from '../../main/resources/dev-ui/process-manager-table.js';

function row(id, more = {}) {
    return { id, name: id, group: '', phase: 'RUNNING', health: 'HEALTHY', why: '', pid: 1, port: null, restarts: 0, ...more };
}

const ids = rows => rows.map(one => one.id);

test('keeps the order of the server without a sort order', () => {
    assert.deepEqual(ids(table([row('b'), row('a')], {})), ['b', 'a']);
});

test('sorts rows without a value last in both directions', () => {
    const rows = [row('none', { cpu: null }), row('much', { cpu: 9 }), row('little', { cpu: 1 })];

    assert.deepEqual(ids(table(rows, { order: { path: 'cpu', direction: 'asc' } })), ['little', 'much', 'none']);
    assert.deepEqual(ids(table(rows, { order: { path: 'cpu', direction: 'desc' } })), ['much', 'little', 'none']);
});

test('filters by all words, in any column', () => {
    const rows = [row('db', { why: 'up and healthy' }), row('web', { why: 'waiting for db', phase: 'WAITING' })];

    assert.deepEqual(ids(table(rows, { text: 'db' })), ['db', 'web']);
    assert.deepEqual(ids(table(rows, { text: ' DB waiting ' })), ['web']);
});

test('shows one kind only', () => {
    const rows = [row('well'), row('ill', { health: 'UNHEALTHY', down: true }), row('failed', { phase: 'FAILED', down: true })];

    assert.deepEqual(ids(table(rows, { kind: 'down' })), ['ill', 'failed']);
});

test('groups by pattern, and folds a group', () => {
    const rows = [row('alone'), row('web', { group: 'node' }), row('api', { group: 'node', phase: 'FAILED', down: true })];

    const [head, ...rest] = table(rows, { grouped: true });
    assert.deepEqual([head.head, head.running, head.total, head.down], ['node', 1, 2, 1]);
    assert.deepEqual(ids(rest).slice(0, 2), ['web', 'api']);
    assert.equal(rest[2].head, WITHOUT_GROUP);

    assert.deepEqual(table(rows, { grouped: true, folded: new Set(['node']) }).filter(one => !one.head).map(one => one.id), ['alone']);
});
