import assert from 'node:assert/strict';
import test from 'node:test';
import { LiveRows } from '../../main/resources/dev-ui/process-manager-rows.js';

const row = (id, phase = 'RUNNING') => ({ id, phase });
const update = (rows, ids = null) => ({ counts: { running: 1, down: 0 }, ids, rows });

test('an update has only what has changed, and the page has all rows', () => {
    const live = new LiveRows();
    live.after(update([row('db'), row('api')], ['db', 'api']));

    const { counts, rows } = live.after(update([row('api', 'STOPPED')]));

    assert.deepEqual(rows, [row('db'), row('api', 'STOPPED')]);
    assert.deepEqual(counts, { running: 1, down: 0 });
});

test('new processes come in their place, and removed ones leave', () => {
    const live = new LiveRows();
    live.after(update([row('db'), row('api')], ['db', 'api']));

    assert.deepEqual(live.after(update([row('cache')], ['cache', 'db', 'api'])).rows.map(one => one.id), ['cache', 'db', 'api']);
    assert.deepEqual(live.after(update([], ['api'])).rows, [row('api')]);
    assert.deepEqual(live.after(update([row('db', 'STARTING')], ['api', 'db'])).rows, [row('api'), row('db', 'STARTING')]);
});

test('a process that is just being added has no row yet', () => {
    const live = new LiveRows();

    assert.deepEqual(live.after(update([row('db')], ['db', 'api'])).rows, [row('db')]);
    assert.deepEqual(live.after(update([row('api')])).rows, [row('db'), row('api')]);
});
