import test from 'node:test';
import assert from 'node:assert/strict';
import { hueOf } from '../../main/resources/dev-ui/process-manager-hues.js';

test('a process keeps its hue', () => {
    assert.equal(hueOf('same'), hueOf('same'));
});

test('forty processes have forty hues, and successive ones differ clearly', () => {
    const hues = Array.from({ length: 40 }, (_, i) => hueOf(`process ${i}`));

    assert.equal(new Set(hues).size, 40);
    for (let i = 1; i < hues.length; i++) {
        const apart = Math.abs(hues[i] - hues[i - 1]);
        assert.ok(Math.min(apart, 360 - apart) > 100, `${hues[i - 1]} and ${hues[i]}`);
    }
});
