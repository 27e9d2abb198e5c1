/*
 * Guesses the level of a line from its text. The stream is no indication, because many programs write everything to standard
 * error. Pure.
 */

/** From the least to the most severe. A line without a level counts as INFO. */
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

/** The length of the head of a line. Time, host, thread, logger and level are in the head; the message follows. */
const HEAD = 120;

/** A word in capitals is a level at any position. LOG and CONFIG are common words, so they count only before a colon. */
const CAPITALS = new RegExp(`(?<![\\w.])(?:(?:LOG|CONFIG)(?=:)|(?!LOG|CONFIG)(?:${ANY})(?![\\w.]|-\\w))`);
/** A word in other letters counts only in these places: level=warn, "level":"warn", [warn], <warn>, warn: or after a time. */
const FIELD = new RegExp(`\\b(?:level|lvl|severity|loglevel)["']?\\s*[=:]\\s*["']?(${ANY})\\b`, 'i');
const BRACKETS = new RegExp(`[\\[<(]\\s*(${ANY})\\s*[\\])>]`, 'i');
const BEGINNING = new RegExp(`^(?:npm )?[\\d\\s.,:TZ+\\-\\[\\]/]*(${ANY})[:!\\]|]`, 'i');
const AFTER_TIME = new RegExp(`^(?:npm |\\[?\\d[\\d\\s.,:TZ+\\-\\]/]*)(${ANY})\\s`, 'i');
/** The numeric levels of pino and bunyan. */
const NUMBER = /"level"\s*:\s*([1-6]0)\b/;
const NUMBERS = { 10: 'TRACE', 20: 'DEBUG', 30: 'INFO', 40: 'WARN', 50: 'ERROR', 60: 'ERROR' };
/** The first letter and the date of glog and klog. */
const GLOG = /^([IWEF])\d{4} \d\d:\d\d/;
const LETTERS = { I: 'INFO', W: 'WARN', E: 'ERROR', F: 'ERROR' };
/** The first words of exceptions and panics. */
const THROWN = /^(?:Exception in thread |Traceback \(most recent call last\)|Unhandled |Uncaught |thread '.*' panicked |(?:[\w$]+\.)*[A-Z][\w$]*(?:Error|Exception)(?::|$))/;
/** A continuation of the previous line: the rest of a stack trace or of a message. */
const CONTINUATION = /^(?:\t| {2,}|\s+at |\s*Caused by: )/;

/** The level in the text of a line; null without one. */
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

/** Whether a line continues the previous line, and so has its level. */
export function isContinuation(text) {
    return CONTINUATION.test(text);
}

/** Whether a level is at least as severe as another; null counts as INFO. */
export function isAtLeast(level, least) {
    return LEVELS.indexOf(level ?? 'INFO') >= LEVELS.indexOf(least);
}
