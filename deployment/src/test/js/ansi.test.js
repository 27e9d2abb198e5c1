import test from 'node:test';
import assert from 'node:assert/strict';
import { rendering, plain, spans } from '../../main/resources/dev-ui/process-manager-ansi.js';

const ESC = '\x1b';

/** The style of the text behind a sequence. */
function styleAfter(sequence) {
    return spans(`${sequence}x`).at(-1).style;
}

test('text without sequences is one plain piece', () => {
    assert.deepEqual(spans('a <b>&amp;</b>\tc'), [{ text: 'a <b>&amp;</b>\tc', style: null }]);
});

test('sixteen colours', () => {
    assert.deepEqual(styleAfter(`${ESC}[31m`), { fg: 1 });
    assert.deepEqual(styleAfter(`${ESC}[97;44m`), { fg: 15, bg: 4 });
    assert.deepEqual(styleAfter(`${ESC}[103m`), { bg: 11 });
});

test('colours of the palette', () => {
    assert.deepEqual(styleAfter(`${ESC}[38;5;9m`), { fg: 9 });
    assert.deepEqual(styleAfter(`${ESC}[38;5;208m`), { fg: '#ff8700' });
    assert.deepEqual(styleAfter(`${ESC}[48;5;232m`), { bg: '#080808' });
    assert.deepEqual(styleAfter(`${ESC}[38:5:255m`), { fg: '#eeeeee' });
});

test('true colours', () => {
    assert.deepEqual(styleAfter(`${ESC}[38;2;1;20;255m`), { fg: '#0114ff' });
    assert.deepEqual(styleAfter(`${ESC}[48:2::1:20:255m`), { bg: '#0114ff' });
    assert.deepEqual(styleAfter(`${ESC}[38:2:1:20:255m`), { fg: '#0114ff' });
});

test('what follows a colour in the same sequence counts', () => {
    assert.deepEqual(styleAfter(`${ESC}[38;5;208;1m`), { fg: '#ff8700', bold: true });
    assert.deepEqual(styleAfter(`${ESC}[38;2;0;0;0;4m`), { fg: '#000000', underline: true });
});

test('invalid colours are ignored', () => {
    assert.equal(styleAfter(`${ESC}[38;5;300m`), null);
    assert.equal(styleAfter(`${ESC}[38;2;1;2m`), null);
    assert.equal(styleAfter(`${ESC}[38m`), null);
    assert.equal(styleAfter(`${ESC}[38;5m`), null);
});

test('emphasis is set and reset', () => {
    assert.deepEqual(styleAfter(`${ESC}[1;3;4;9m`), { bold: true, italic: true, underline: true, strike: true });
    assert.deepEqual(styleAfter(`${ESC}[1;4m${ESC}[22m`), { underline: true });
    assert.equal(styleAfter(`${ESC}[4m${ESC}[4:0m`), null);
    assert.equal(styleAfter(`${ESC}[31;1m${ESC}[39;22m`), null);
});

test('reset, also without a number', () => {
    assert.deepEqual(spans(`${ESC}[31mred${ESC}[0m plain ${ESC}[1mbold${ESC}[m plain`), [
        { text: 'red', style: { fg: 1 } },
        { text: ' plain ', style: null },
        { text: 'bold', style: { bold: true } },
        { text: ' plain', style: null },
    ]);
});

test('other sequences and control characters are dropped', () => {
    const title = `${ESC}]0;a title\x07`;
    const link = `${ESC}]8;;https://example.org${ESC}\\here${ESC}]8;;${ESC}\\`;

    assert.equal(plain(`${title}a${ESC}[2K${ESC}[1;1H${link}\rb\x00\x08${ESC}(B${ESC}7${ESC}Pq#0${ESC}\\c`), 'aherebc');
});

test('sequences that the line cuts off are dropped', () => {
    assert.equal(plain(`a${ESC}[38;5`), 'a');
    assert.equal(plain(`a${ESC}]0;title`), 'a');
    assert.equal(plain(`a${ESC}`), 'a');
});

test('pieces together are the plain text', () => {
    const texts = [`${ESC}[31m`, '', `a${ESC}[1mb${ESC}[999zc`, `\x1b\x1b[31m\x9bx`, 'ümlaut 🦊'];
    for (const text of texts) {
        assert.equal(spans(text).map(piece => piece.text).join(''), plain(text));
    }
});

test('rendering uses class names and colours only', () => {
    assert.deepEqual(rendering(null), { classes: '', css: '' });
    assert.deepEqual(rendering({ fg: 1, bold: true }), { classes: 'bold', css: 'color:var(--pm-ansi-1);' });
    assert.equal(rendering({ fg: '#0114ff' }).css, 'color:oklch(from #0114ff clamp(var(--pm-darkest),l,var(--pm-lightest)) c h);');
});

test('text on a background colour is readable', () => {
    assert.equal(rendering({ bg: '#0114ff' }).css, 'color:#ffffff;background-color:#0114ff;');
    assert.equal(rendering({ bg: 3 }).css, 'color:#000000;background-color:#e5e510;');
    assert.equal(rendering({ bg: 2, fg: 0 }).css, 'color:#000000;background-color:#0dbc79;');
});

test('inverse swaps the colours', () => {
    assert.equal(rendering({ inverse: true }).css, 'color:var(--pm-ansi-ground);background-color:var(--pm-ansi-text);');
    assert.equal(rendering({ inverse: true, fg: 1, bg: 2 }).css, 'color:#0dbc79;background-color:#cd3131;');
    assert.equal(rendering({ inverse: true, fg: 3 }).css, 'color:#000000;background-color:#e5e510;');
    assert.equal(rendering({ inverse: true, bg: 1 }).css, 'color:var(--pm-ansi-ground);background-color:var(--pm-ansi-text);');
});
