import assert from 'node:assert/strict';
import test from 'node:test';
import { boxOf, readyText, withFolded, worst } from '../../main/resources/dev-ui/process-manager-replicas.js';

const row = (id, more = {}) => ({ id, name: id, phase: 'RUNNING', health: 'HEALTHY', tally: 'RUNNING', rank: 9, ready: true, why: 'healthy', blockedBy: [],
    dependsOn: [], actions: ['stop'], endpoints: [], ...more });
const replica = (index, more = {}) => row(`worker-${index}`, { replicaOf: 'worker', ...more });
const failed = { phase: 'FAILED', health: 'UNKNOWN', tally: 'DOWN', rank: 0, ready: false, why: 'exited with 1', actions: ['start'] };
const wait = (id, met, any = false) => ({ id, condition: 'healthy', met, failed: !met, any });

test('one row stands for all replicas, with the status of the worst and the number of ready ones', () => {
    const rows = withFolded([row('db'), replica(0), replica(1, failed), replica(2), row('web')], new Set());

    assert.deepEqual(rows.map(one => one.id), ['db', boxOf('worker'), 'web']);
    assert.equal(rows[1].name, 'worker ×3');
    assert.equal(rows[1].phase, 'FAILED');
    assert.equal(rows[1].why, 'worker-1: exited with 1');
    assert.deepEqual(rows[1].actions, ['stop', 'start']);
    assert.equal(rows[1].cause, undefined);
});

test('fifty replicas are one box until their process is open', () => {
    const rows = [row('db'), ...Array.from({ length: 50 }, (_, i) => replica(i, { dependsOn: [wait('db', true)] })),
        row('web', { dependsOn: Array.from({ length: 50 }, (_, i) => wait(`worker-${i}`, true)) })];

    const folded = withFolded(rows, new Set());
    assert.equal(folded.length, 3);
    assert.deepEqual(folded[1].dependsOn, [wait('db', true)]);
    assert.deepEqual(folded[2].dependsOn, [{ ...wait(boxOf('worker'), true) }]);
    assert.deepEqual(withFolded(rows, new Set(['worker'])).map(one => one.id), rows.map(one => one.id));
});

test('a dependency on all replicas is met if all are, and one on any of them if one is', () => {
    const rows = (phase, any) => withFolded([replica(0), replica(1, failed), row('web',
        { phase, dependsOn: [wait('worker-0', true, any), wait('worker-1', false, any)], blockedBy: ['worker-1'] })], new Set());

    for (const phase of ['WAITING', 'RUNNING']) {
        assert.deepEqual(rows(phase, false)[1].dependsOn, [{ ...wait(boxOf('worker'), false) }]);
        assert.equal(rows(phase, true)[1].dependsOn[0].met, true);
        assert.equal(rows(phase, true)[1].dependsOn[0].failed, false);
    }
    assert.deepEqual(rows('WAITING', false)[1].blockedBy, [boxOf('worker')]);
});

test('the worst is the one that is farthest from ready', () => {
    const starting = replica(0, { phase: 'STARTING', tally: 'MOVING', rank: 7, ready: false, health: 'UNKNOWN' });
    const unhealthy = replica(2, { health: 'UNHEALTHY', tally: 'DOWN', rank: 2, ready: false });

    assert.equal(worst([replica(1), starting]).id, 'worker-0');
    assert.equal(worst([starting, unhealthy]).id, 'worker-2');
    assert.equal(readyText([replica(0), replica(1)]), '2 of 2 ready');
    assert.equal(readyText([starting, unhealthy, replica(1)]), '1 of 3 ready, 1 down, 1 on the way');
});
