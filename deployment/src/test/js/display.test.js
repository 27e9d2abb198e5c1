import assert from 'node:assert/strict';
import test from 'node:test';
import { bytes, clock, commandLine, duration, elapsed, shortened } from '../../main/resources/dev-ui/process-manager-display.js';

// The same values as in WordsTest of the module runtime.
const SIZES = [
    [0, '0 B'], [1000, '1000 B'], [1023, '1023 B'], [1024, '1 KB'], [40960, '40 KB'], [1047552, '1023 KB'], [1048576, '1 MB'],
    [1572864, '1.5 MB'], [641728512, '612 MB'], [1073741823, '1024 MB'], [1073741824, '1 GB'], [2684354560, '2.5 GB'],
    [1099511627776, '1 TB'],
];

test('bytes are in units of 1024', () => {
    for (const [count, text] of SIZES) {
        assert.equal(bytes(count), text);
    }
});

test('durations have the units of the messages', () => {
    const durations = [[0, '0 ms'], [999, '999 ms'], [1000, '1.0 s'], [3290, '3.2 s'], [59_999, '59.9 s'], [60_000, '1 min 0 s'],
        [250_000, '4 min 10 s'], [7_500_000, '2 h 5 min'], [360_000_000, '100 h 0 min']];
    for (const [millis, text] of durations) {
        assert.equal(duration(millis), text);
    }
});

test('an elapsed time is short', () => {
    const times = [[-5, '0s'], [12_900, '12s'], [184_000, '3m 4s'], [7_500_000, '2h 5m'], [263_000_000, '3d 1h']];
    for (const [millis, text] of times) {
        assert.equal(elapsed(millis), text);
    }
});

test('the first hour of a day is not 24', () => {
    assert.match(clock(new Date(2026, 0, 1, 0, 5, 7).getTime()), /^0?0:05:07/);
});

test('an unknown size has no text', () => {
    assert.equal(bytes(null), '');
});

test('a word of a command with blanks is in quotes', () => {
    assert.equal(commandLine(['sh', '-c', "echo it's $HOME; sleep 1", '--token=***', '']), "sh -c 'echo it'\\''s $HOME; sleep 1' --token=*** ''");
    assert.equal(commandLine(['find', '~/x', '-name', '*.log', '--key', '***']), "find '~/x' -name '*.log' --key ***");
});

test('a long name keeps its begin and its end', () => {
    assert.equal(shortened('worker', 12), 'worker');
    assert.equal(shortened('worker-with-a-long-name-1', 12), 'worker…ame-1');
    assert.equal(shortened('worker-with-a-long-name-1', 12).length, 12);
});
