import test from 'node:test';
import assert from 'node:assert/strict';
import { Search, mark } from '../../main/resources/dev-ui/process-manager-log-search.js';

test('an empty text is no search', () => {
    assert.equal(Search.NOTHING.active, false);
    assert.equal(Search.NOTHING.matches('a'), false);
    assert.deepEqual(Search.NOTHING.ranges('a'), []);
});

test('text is taken literally and without regard to case', () => {
    const search = new Search('a.b(');

    assert.deepEqual(search.ranges('A.B( axb( a.b('), [[0, 4], [10, 14]]);
    assert.ok(!new Search('a', { caseSensitive: true }).matches('A'));
});

test('regular expression', () => {
    const search = new Search('\\d+', { regex: true });

    assert.deepEqual(search.ranges('a1 b22'), [[1, 2], [4, 6]]);
    assert.ok(search.matches('7') && search.matches('7'), 'asked twice');
});

test('an invalid expression has an error and matches nothing', () => {
    const search = new Search('a(b', { regex: true });

    assert.equal(search.active, false);
    assert.equal(search.error, 'Not a regular expression: Unterminated group');
    assert.equal(search.matches('a(b'), false);
    assert.deepEqual(search.ranges('a(b'), []);
});

test('an expression that matches empty text marks nothing', () => {
    assert.deepEqual(new Search('x*', { regex: true }).ranges('aaa'), []);
});

test('the number of marks is limited', () => {
    assert.equal(new Search('a').ranges('a'.repeat(5000)).length, 500);
});

test('marks extend over pieces', () => {
    const red = { fg: 1 };
    const pieces = [{ text: 'abc', style: null }, { text: 'def', style: red }];

    assert.deepEqual(mark(pieces, [[1, 5]]), [
        { text: 'a', style: null, hit: false },
        { text: 'bc', style: null, hit: true },
        { text: 'de', style: red, hit: true },
        { text: 'f', style: red, hit: false },
    ]);
    assert.deepEqual(mark(pieces, [[0, 1], [1, 2], [5, 6]]).filter(piece => piece.hit).map(piece => piece.text), ['a', 'b', 'f']);
    assert.deepEqual(mark(pieces, []), pieces.map(piece => ({ ...piece, hit: false })));
});

test('an expression that takes too long for one line is given up', () => {
    let time = 0;
    const search = new Search('a+', { regex: true, now: () => time += 150 });
    const slow = new Search('a+', { regex: true, now: () => time += 250 });

    assert.equal(search.matches('a'), true);
    assert.equal(search.error, null);
    assert.equal(slow.matches('a'), false);
    assert.equal(slow.active, false);
    assert.equal(slow.error, 'The expression takes too long for one line');
    assert.deepEqual(slow.ranges('a'), []);
});
