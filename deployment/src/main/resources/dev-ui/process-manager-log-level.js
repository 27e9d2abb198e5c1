/*
 * The level of a line, guessed from its text. The stream says nothing of it: many programs write all they have to say to
 * standard error. Pure.
 */

/** From the least to the most important. A line without a level counts as INFO. */
export const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'];

const WORDS = {
    ERROR: ['FATAL', 'SEVERE', 'CRITICAL', 'CRIT', 'PANIC', 'ALERT', 'EMERG', 'ERROR', 'ERR', 'ERRO'],
    WARN: ['WARN', 'WARNING', 'WRN'],
    INFO: ['INFO', 'INF', 'NOTICE', 'LOG', 'CONFIG'],
    DEBUG: ['DEBUG', 'DBG', 'FINE'],
    TRACE: ['TRACE', 'TRC', 'FINER', 'FINEST', 'VERBOSE', 'SILLY'],
};
const LEVEL_OF = new Map(Object.entries(WORDS).flatMap(([level, words]) => words.map(word => [word, level])));
const ANY = [...LEVEL_OF.keys()].join('|');

/** How far into a line a level may stand: time, host, thread and logger come before it, the message after it. */
const HEAD = 120;

/** In capitals it is a level wherever it stands. LOG and CONFIG are common words, and levels only before a colon. */
const CAPITALS = new RegExp(`(?<![\\w.])(?:(?:LOG|CONFIG)(?=:)|(?!LOG|CONFIG)(?:${ANY})(?![\\w.]|-\\w))`);
/** In other letters only where nothing else is meant: level=warn, "level":"warn", [warn], <warn>, warn: or a time before it. */
const FIELD = new RegExp(`\\b(?:level|lvl|severity|loglevel)["']?\\s*[=:]\\s*["']?(${ANY})\\b`, 'i');
const BRACKETS = new RegExp(`[\\[<(]\\s*(${ANY})\\s*[\\])>]`, 'i');
const BEGINNING = new RegExp(`^(?:npm )?[\\d\\s.,:TZ+\\-\\[\\]/]*(${ANY})[:!\\]|]`, 'i');
const AFTER_TIME = new RegExp(`^(?:npm |\\[?\\d[\\d\\s.,:TZ+\\-\\]/]*)(${ANY})\\s`, 'i');
/** The numbers of pino and bunyan. */
const NUMBER = /"level"\s*:\s*([1-6]0)\b/;
const NUMBERS = { 10: 'TRACE', 20: 'DEBUG', 30: 'INFO', 40: 'WARN', 50: 'ERROR', 60: 'ERROR' };
/** The first letter and the date of glog and klog. */
const GLOG = /^([IWEF])\d{4} \d\d:\d\d/;
const LETTERS = { I: 'INFO', W: 'WARN', E: 'ERROR', F: 'ERROR' };
/** How exceptions and panics begin. */
const THROWN = /^(?:Exception in thread |Traceback \(most recent call last\)|Unhandled |Uncaught |thread '.*' panicked |(?:[\w$]+\.)*[A-Z][\w$]*(?:Error|Exception)(?::|$))/;
/** What belongs to the line before it: the rest of a stack trace or of a message. */
const CONTINUATION = /^(?:\t| {2,}|\s+at |\s*Caused by: )/;

/** The level that the text of a line names; null if it names none. */
export function guessLevel(text) {
    const head = text.length > HEAD ? text.slice(0, HEAD) : text;
    const glog = GLOG.exec(head);
    if (glog) {
        return LETTERS[glog[1]];
    }
    const number = NUMBER.exec(head);
    if (number) {
        return NUMBERS[number[1]];
    }
    const field = FIELD.exec(head) ?? BEGINNING.exec(head) ?? AFTER_TIME.exec(head) ?? BRACKETS.exec(head);
    if (field) {
        return LEVEL_OF.get(field[1].toUpperCase());
    }
    const capitals = CAPITALS.exec(head);
    if (capitals) {
        return LEVEL_OF.get(capitals[0]);
    }
    return THROWN.test(head) ? 'ERROR' : null;
}

/** Whether a line belongs to the one before it, and has its level. */
export function isContinuation(text) {
    return CONTINUATION.test(text);
}

/** Whether a line with this level, or with none, is at least as important as the other level. */
export function isAtLeast(level, least) {
    return LEVELS.indexOf(level ?? 'INFO') >= LEVELS.indexOf(least);
}
