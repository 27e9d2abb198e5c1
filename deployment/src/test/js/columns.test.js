import assert from 'node:assert/strict';
import test from 'node:test';
import { COLUMNS, chosenColumns, nameWidth, shownColumns } from '../../main/resources/dev-ui/process-manager-shown-columns.js';

test('without a choice the width decides', () => {
    assert.deepEqual(shownColumns(undefined, 400), []);
    assert.ok(shownColumns(undefined, 1150).includes('pid'));
    assert.ok(shownColumns(undefined, 1150).includes('restarts'));
    assert.ok(!shownColumns(undefined, 1150).includes('lastExit'));
});

test('a choice counts for each width', () => {
    assert.deepEqual(shownColumns(['pid'], 400), ['pid']);
    assert.deepEqual(shownColumns([], 2000), []);
});

test('a stored choice that no column has is no choice', () => {
    for (const [stored, expected] of [['null', undefined], ['{', undefined], ['["pid","gone"]', ['pid']], ['[]', []]]) {
        globalThis.localStorage = { getItem: () => stored };
        assert.deepEqual(chosenColumns(), expected);
    }
    assert.ok(Object.values(COLUMNS).every(({ title }) => title));
});

test('the names leave room for the state and the actions', () => {
    assert.equal(nameWidth(1150, 110), 180);
    assert.equal(nameWidth(432.5, 156), 166);
    assert.equal(nameWidth(300, 156), 120);
});
