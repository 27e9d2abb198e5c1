import test from 'node:test';
import assert from 'node:assert/strict';
import { find } from '../../main/resources/dev-ui/process-manager-log-match.js';
import { Matching } from '../../main/resources/dev-ui/process-manager-log-matching.js';
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

test('an expression matches what it has learned', () => {
    const search = new Search('\\d+', { regex: true });

    assert.ok(search.remote && !new Search('a').remote);
    assert.equal(search.matches('a1 b22'), false);
    find(search.source, search.flags, ['a1 b22', 'none']).forEach(([index, found]) => search.learn(['a1 b22', 'none'][index], found));
    assert.deepEqual(search.ranges('a1 b22'), [[1, 2], [4, 6]]);
    assert.ok(search.matches('a1 b22') && !search.matches('none'));
});

test('an invalid expression has an error and matches nothing', () => {
    const search = new Search('a(b', { regex: true });

    assert.equal(search.active, false);
    assert.equal(search.error, 'Not a regular expression: Unterminated group');
    assert.equal(search.matches('a(b'), false);
    assert.deepEqual(search.ranges('a(b'), []);
});

test('an expression that matches empty text marks nothing', () => {
    assert.deepEqual(find('x*', '', ['aaa']), [[0, []]]);
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

/** A worker that answers at once, or never where the expression is (a+)+$. */
class FakeWorker {

    terminated = false;

    constructor() {
        setTimeout(() => this.onmessage({ data: { ready: true } }));
    }

    postMessage({ source, flags, texts }) {
        if (source !== '(a+)+$') {
            setTimeout(() => this.onmessage({ data: { found: find(source, flags, texts) } }));
        }
    }

    terminate() {
        this.terminated = true;
    }
}

test('texts are matched in a worker, in pieces', async () => {
    const search = new Search('^x.*7$', { regex: true });

    await new Matching({ open: () => new FakeWorker() }).match(search, Array.from({ length: 5001 }, (_, i) => `x${i}`));

    assert.ok(search.matches('x4997') && !search.matches('x5000'));
    assert.equal(search.error, null);
});

test('an expression that takes too long is given up, and the next one has a new worker', async () => {
    const workers = [];
    const matching = new Matching({ open: () => workers[workers.push(new FakeWorker()) - 1], limit: 50 });
    const slow = new Search('(a+)+$', { regex: true });

    await matching.match(slow, ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!']);
    assert.equal(slow.active, false);
    assert.equal(slow.error, 'The expression takes too long for one line');
    assert.ok(workers[0].terminated);

    const quick = new Search('a', { regex: true });
    await matching.match(quick, ['a']);
    assert.ok(quick.matches('a'));
    assert.equal(workers.length, 2);
});

test('what a search has learned is bounded, the latest stay', () => {
    const search = new Search('a', { regex: true });

    for (let i = 0; i < 250_010; i++) {
        search.learn(`a${i}`, []);
    }

    assert.ok(!search.matches('a9') && search.matches('a10') && search.matches('a250009'));
});
