import test from 'node:test';
import assert from 'node:assert/strict';
import { ALWAYS, between, clock, compact, dateAndClock, last } from '../../main/resources/dev-ui/process-manager-log-time.js';

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
