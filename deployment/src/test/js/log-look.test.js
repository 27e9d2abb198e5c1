import assert from 'node:assert/strict';
import test from 'node:test';
import { overflow, storedLook, storeLook } from '../../main/resources/dev-ui/process-manager-log-look.js';

function storage(text) {
    const values = new Map(text === undefined ? [] : [['quarkus-process-manager.logs', text]]);
    return { getItem: key => values.get(key) ?? null, setItem: (key, value) => values.set(key, value) };
}

test('the look is stored, and a broken one is the default', () => {
    const place = storage();
    storeLook({ wrap: true, numbers: false, times: 'none', phases: false }, place);

    assert.deepEqual(storedLook(place), { wrap: true, numbers: false, times: 'none', phases: false });
    assert.equal(storedLook(storage('{{')).times, 'all');
    assert.equal(storedLook(storage('{"wrap":true}')).phases, true);
    assert.equal(storedLook(null).wrap, false);
    storeLook({ wrap: true }, null);
});

test('the overflow menu changes one thing at a time', () => {
    const items = overflow(storedLook(storage()), [{ label: 'Any time', value: 'always' }, { label: 'Last hour', value: '60' }], '60');

    assert.deepEqual(items[0], { text: 'Wrap long lines', checked: false, look: { wrap: true } });
    assert.deepEqual(items[3].children.map(({ checked, look }) => [checked, look.times]), [[true, 'all'], [false, 'missing'], [false, 'none']]);
    assert.deepEqual(items[4].children.map(({ checked, span }) => [checked, span]), [[false, 'always'], [true, '60']]);
    assert.deepEqual(items.slice(-2).map(item => item.command), ['download', 'clear']);
});
