/*
 * Reads the colours and styles from the escape sequences of a line, as a terminal does. Pure: text in, values out, never HTML.
 * It is not a library, because the log list needs the plain text and the styled pieces of a line at the same positions.
 *
 * A style is { fg, bg, bold, dim, italic, underline, strike, inverse }. A colour is a number from 0 to 15, which the theme
 * defines, or a string such as "#ff8700". Plain text has the style null. Each line starts with plain text, because lines of
 * several processes are mixed.
 */

const CONTROL = new RegExp([
    '\\x1b\\[[0-?]*[ -/]*(?:[@-~]|$)', // CSI with SGR; also one that the end of the line cuts off
    '\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\|$)', // OSC: titles, links
    '\\x1b[PX^_][^\\x1b]*(?:\\x1b\\\\|$)', // strings for terminals
    '\\x1b[ -/]*[0-~]', // short sequences
    '[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f]', // the other control characters without the tab
].join('|'), 'g');
// eslint-disable-next-line no-control-regex
const ANY_CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f]/;
// eslint-disable-next-line no-control-regex
const SGR = /^\x1b\[([0-9:;]*)m$/;

const NOTHING = Object.freeze({});
const TERMINAL = ['#000000', '#cd3131', '#0dbc79', '#e5e510', '#2472c8', '#bc3fbc', '#11a8cd', '#e5e5e5',
    '#666666', '#f14c4c', '#23d18b', '#f5f543', '#3b8eea', '#d670d6', '#29b8db', '#ffffff'];
const CUBE = [0, 95, 135, 175, 215, 255];

/** The text without escape sequences and control characters. */
export function plain(text) {
    return ANY_CONTROL.test(text) ? text.replace(CONTROL, '') : text;
}

/** The text in pieces of one style each: [{ text, style }]. Together they are plain(text). */
export function spans(text) {
    if (!ANY_CONTROL.test(text)) {
        return [{ text, style: null }];
    }
    const pieces = [];
    let style = null;
    let from = 0;
    for (const control of text.matchAll(CONTROL)) {
        add(pieces, text.slice(from, control.index), style);
        from = control.index + control[0].length;
        const sgr = SGR.exec(control[0]);
        if (sgr) {
            style = restyle(style, sgr[1]);
        }
    }
    add(pieces, text.slice(from), style);
    return pieces;
}

function add(pieces, text, style) {
    const last = pieces.at(-1);
    if (text === '') {
        return;
    }
    if (last && last.style === style) {
        last.text += text;
    } else {
        pieces.push({ text, style });
    }
}

/** The style after a sequence with these parameters; null for plain text. */
function restyle(style, parameters) {
    const next = { ...(style ?? NOTHING) };
    const codes = parameters.split(';').map(group => group.split(':'));
    for (let i = 0; i < codes.length; i++) {
        const [code, ...details] = codes[i].map(Number);
        if (code !== 38 && code !== 48) {
            apply(next, code, details);
            continue;
        }
        const target = code === 38 ? 'fg' : 'bg';
        if (details.length > 0) {
            set(next, target, extended(details));
        } else {
            const kind = Number(codes[i + 1]?.[0]);
            const length = kind === 2 ? 4 : kind === 5 ? 2 : 0;
            set(next, target, extended(codes.slice(i + 1, i + 1 + length).map(group => Number(group[0]))));
            i += length;
        }
    }
    return Object.keys(next).length === 0 ? null : next;
}

function set(style, key, value) {
    if (value !== undefined) {
        style[key] = value;
    }
}

function apply(style, code, details) {
    switch (code) {
        case 0: Object.keys(style).forEach(key => delete style[key]); break;
        case 1: style.bold = true; break;
        case 2: style.dim = true; break;
        case 3: style.italic = true; break;
        case 4: details[0] === 0 ? delete style.underline : style.underline = true; break;
        case 7: style.inverse = true; break;
        case 9: style.strike = true; break;
        case 21: style.underline = true; break;
        case 22: delete style.bold; delete style.dim; break;
        case 23: delete style.italic; break;
        case 24: delete style.underline; break;
        case 27: delete style.inverse; break;
        case 29: delete style.strike; break;
        case 39: delete style.fg; break;
        case 49: delete style.bg; break;
        default: applyColour(style, code);
    }
}

function applyColour(style, code) {
    if (code >= 30 && code <= 37) {
        style.fg = code - 30;
    } else if (code >= 90 && code <= 97) {
        style.fg = code - 90 + 8;
    } else if (code >= 40 && code <= 47) {
        style.bg = code - 40;
    } else if (code >= 100 && code <= 107) {
        style.bg = code - 100 + 8;
    }
}

/** A colour from [5, n], [2, r, g, b] or [2, space, r, g, b]; undefined for other numbers. */
function extended(numbers) {
    if (numbers[0] === 5) {
        return fromPalette(numbers[1]);
    }
    if (numbers[0] === 2) {
        const rgb = numbers.length === 5 ? numbers.slice(2, 5) : numbers.slice(1, 4);
        return rgb.length === 3 && rgb.every(isByte) ? hex(rgb) : undefined;
    }
    return undefined;
}

function fromPalette(n) {
    if (!isByte(n)) {
        return undefined;
    }
    if (n < 16) {
        return n;
    }
    if (n >= 232) {
        const grey = 8 + (n - 232) * 10;
        return hex([grey, grey, grey]);
    }
    const c = n - 16;
    return hex([CUBE[Math.floor(c / 36)], CUBE[Math.floor(c / 6) % 6], CUBE[c % 6]]);
}

function isByte(n) {
    return Number.isInteger(n) && n >= 0 && n <= 255;
}

function hex(rgb) {
    return '#' + rgb.map(n => n.toString(16).padStart(2, '0')).join('');
}

/**
 * The CSS of a style: class names, and an inline style with the colours.
 *
 * On the background of the page, the theme defines the sixteen colours (--pm-ansi-0 to --pm-ansi-15) and the limits for the
 * lightness of all others (--pm-darkest, --pm-lightest), so that each colour is readable. On a background colour of the line, the
 * colours are those of a terminal; text without a colour is black or white.
 */
export function rendering(style) {
    if (style === null) {
        return { classes: '', css: '' };
    }
    const classes = ['bold', 'dim', 'italic', 'underline', 'strike'].filter(name => style[name]).join(' ');
    const fg = style.inverse ? style.bg : style.fg;
    const bg = style.inverse ? style.fg : style.bg;
    if (bg !== undefined) {
        const ground = onTerminal(bg);
        return { classes, css: `color:${fg === undefined ? readableOn(ground) : onTerminal(fg)};background-color:${ground};` };
    }
    if (style.inverse) {
        return { classes, css: 'color:var(--pm-ansi-ground);background-color:var(--pm-ansi-text);' };
    }
    return { classes, css: fg === undefined ? '' : `color:${onPage(fg)};` };
}

function onPage(colour) {
    return typeof colour === 'number' ? `var(--pm-ansi-${colour})`
            : `oklch(from ${colour} clamp(var(--pm-darkest),l,var(--pm-lightest)) c h)`;
}

function onTerminal(colour) {
    return typeof colour === 'number' ? TERMINAL[colour] : colour;
}

/** Black or white: the one with the higher contrast to a colour. */
function readableOn(colour) {
    const [r, g, b] = [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16));
    return 0.299 * r + 0.587 * g + 0.114 * b > 140 ? '#000000' : '#ffffff';
}
