import test from 'node:test';
import assert from 'node:assert/strict';
import { ALWAYS, between, clock, compact, dateAndClock, last, hasOwnTime } from '../../main/resources/dev-ui/process-manager-log-time.js';

const MOMENT = new Date(2026, 10, 3, 9, 5, 7, 12).getTime();

test('formats', () => {
    assert.equal(clock(MOMENT), '09:05:07.012');
    assert.equal(dateAndClock(MOMENT), '2026-11-03 09:05:07.012');
    assert.equal(compact(MOMENT), '20261103-090507');
});

test('the span of the last minutes moves with the clock', () => {
    const span = last(5);

    assert.equal(span(MOMENT).from, MOMENT - 300_000);
    assert.equal(span(MOMENT + 1).from, MOMENT - 299_999);
});

test('a span between two times includes the whole last second', () => {
    const { from, to } = between('2026-11-03T09:05:07', '2026-11-03T09:05:07')();

    assert.ok(from <= MOMENT && MOMENT <= to);
    assert.equal(to - from, 999);
});

test('an empty or incomplete time is no limit', () => {
    assert.deepEqual(between('', 'nonsense')(), ALWAYS());
});

test('the time that a program writes is found at the beginning of its line', () => {
    for (const text of ['2026-11-29 19:22:33.123 INFO x', '2026-11-29T19:22:33Z x', '19:22:33,123 x', '[2026/11/29 19:22:33] x', '[19:22:33] x']) {
        assert.ok(hasOwnTime(text), text);
    }
    for (const text of ['ready at 19:22:33', '', '2026 was good', '1:22:33 x', '127.0.0.1:8080']) {
        assert.ok(!hasOwnTime(text), text);
    }
});
