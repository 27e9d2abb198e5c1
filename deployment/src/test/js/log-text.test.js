import test from 'node:test';
import assert from 'node:assert/strict';
import { allAsText } from '../../main/resources/dev-ui/process-manager-log-text.js';

const MOMENT = new Date(2026, 10, 3, 9, 5, 7, 12).getTime();

test('lines are exported as text', () => {
    const lines = [
        { kind: 'line', id: 'db', time: MOMENT, err: false, text: '\x1b[1mready\x1b[0m', plain: 'ready' },
        { kind: 'line', id: 'db', time: MOMENT, err: true, text: 'oh', plain: 'oh' },
        { kind: 'end', id: 'db', time: MOMENT, plain: 'db exited with 4 (start 1)' },
    ];

    assert.equal(allAsText(lines), `2026-11-03 09:05:07.012  db  out  ready
2026-11-03 09:05:07.012  db  err  oh
2026-11-03 09:05:07.012  --- db exited with 4 (start 1) ---
`);
});
