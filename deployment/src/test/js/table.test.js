import assert from 'node:assert/strict';
import test from 'node:test';
import { hasGroups, replicaCount, table, WITHOUT_GROUP } from '../../main/resources/dev-ui/process-manager-table.js';

function row(id, more = {}) {
    return { id, name: id, group: '', phase: 'RUNNING', health: 'HEALTHY', why: '', pid: 1, endpoints: [], tags: [], restarts: 0, source: 'CONFIGURATION', tally: 'RUNNING', ...more };
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

test('sorts names by their numbers', () => {
    const rows = [row('worker-10'), row('Worker-2'), row('api')];

    assert.deepEqual(ids(table(rows, { order: { path: 'name', direction: 'asc' } })), ['api', 'Worker-2', 'worker-10']);
});

test('a stopped process has no uptime, and an unchecked one no health', () => {
    const rows = [row('stopped', { pid: null, startedAt: 1 }), row('old', { startedAt: 2 }), row('young', { startedAt: 3 })];
    assert.deepEqual(ids(table(rows, { order: { path: 'startedAt', direction: 'desc' } })), ['old', 'young', 'stopped']);

    const checked = [row('none', { health: 'UNCHECKED' }), row('ill', { health: 'UNHEALTHY' }), row('well')];
    assert.deepEqual(ids(table(checked, { order: { path: 'health', direction: 'desc' } })), ['ill', 'well', 'none']);
});

test('filters by all words, in any column', () => {
    const rows = [row('db', { why: 'up and healthy' }), row('web', { why: 'waiting for db', phase: 'WAITING' })];

    assert.deepEqual(ids(table(rows, { text: 'db' })), ['db', 'web']);
    assert.deepEqual(ids(table(rows, { text: ' DB waiting ' })), ['web']);
});

test('filters by addresses, by the cause and by the source', () => {
    const rows = [row('db', { endpoints: [{ name: 'main', port: 5432, address: 'postgresql://localhost:5432' }], source: 'SERVICE' }),
        row('web', { cause: 'Error: EADDRINUSE' })];

    assert.deepEqual(ids(table(rows, { text: 'postgresql 5432 service' })), ['db']);
    assert.deepEqual(ids(table(rows, { text: 'eaddrinuse' })), ['web']);
});

test('filters by tags', () => {
    const rows = [row('db', { tags: ['data', 'slow'] }), row('web')];

    assert.deepEqual(ids(table(rows, { text: 'tag:data' })), ['db']);
    assert.deepEqual(ids(table(rows, { text: 'tag:dat' })), ['db']);
    assert.deepEqual(ids(table(rows, { text: 'tag:web' })), []);
});

test('shows one class only', () => {
    const rows = [row('well'), row('ill', { health: 'UNHEALTHY', tally: 'DOWN' }), row('seed', { phase: 'COMPLETED', tally: 'DONE' })];

    assert.deepEqual(ids(table(rows, { kind: 'DOWN' })), ['ill']);
    assert.deepEqual(ids(table(rows, { kind: 'RUNNING' })), ['well']);
    assert.deepEqual(ids(table(rows, { kind: 'DONE' })), ['seed']);
});

test('folds the replicas of a process under one row with what they do', () => {
    const rows = [row('w-0', { replicaOf: 'w', actions: ['stop'] }), row('db'),
        row('w-1', { replicaOf: 'w', actions: ['start'], phase: 'FAILED', tally: 'DOWN' })];

    const [head, ...rest] = table(rows, {});
    assert.deepEqual([head.scaled, head.title, head.folded, head.text, head.actions], ['w', 'w', true, '1 down, 1 running', ['stop', 'start']]);
    assert.deepEqual(ids(rest), ['db']);
    assert.deepEqual(ids(table(rows, { folded: new Set([head.head]) })), ['replicas w', 'w-0', 'w-1', 'db']);
    assert.equal(replicaCount(rows, 'w'), 2);
});

test('groups by pattern, and folds a group', () => {
    const rows = [row('alone'), row('web', { group: 'node' }), row('api', { group: 'node', phase: 'FAILED', tally: 'DOWN' })];

    const [head, ...rest] = table(rows, { grouped: true });
    assert.deepEqual([head.head, head.text], ['node', '1 down, 1 running']);
    assert.deepEqual(ids(rest).slice(0, 2), ['web', 'api']);
    assert.equal(rest[2].head, WITHOUT_GROUP);

    assert.deepEqual(table(rows, { grouped: true, folded: new Set(['node']) }).filter(one => !one.head).map(one => one.id), ['alone']);
});

test('a group of one is no group', () => {
    const rows = [row('alone'), row('db', { group: 'postgresql' }), row('cache', { group: 'redis' })];

    assert.equal(hasGroups(rows), false);
    assert.deepEqual(ids(table(rows, { grouped: true })), ['alone', 'db', 'cache']);
    assert.equal(hasGroups([...rows, row('cache2', { group: 'redis' })]), true);
});
