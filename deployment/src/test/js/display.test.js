import assert from 'node:assert/strict';
import test from 'node:test';
import { bytes, shortened } from '../../main/resources/dev-ui/process-manager-display.js';

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

test('an unknown size has no text', () => {
    assert.equal(bytes(null), '');
});

test('a long name keeps its begin and its end', () => {
    assert.equal(shortened('worker', 12), 'worker');
    assert.equal(shortened('worker-with-a-long-name-1', 12), 'worker…ame-1');
    assert.equal(shortened('worker-with-a-long-name-1', 12).length, 12);
});
