/*
 * Times as the logs show them, and the time spans of the filter. Times are milliseconds since the epoch, texts are in the time
 * zone of the browser. Pure.
 */

/** 09:05:07.012 */
export function clock(moment) {
    const at = new Date(moment);
    return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${three(at.getMilliseconds())}`;
}

/** 2026-11-23 09:05:07.012 */
export function dateAndClock(moment) {
    const at = new Date(moment);
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${clock(moment)}`;
}

/** For the name of a file: 20261123-090507 */
export function compact(moment) {
    return dateAndClock(moment).slice(0, 19).replace(' ', 'T').replace(/[-:]/g, '').replace('T', '-');
}

/** The span of the last minutes, relative to the current time. */
export function last(minutes) {
    return now => ({ from: now - minutes * 60_000, to: Infinity });
}

/** The span between two values of inputs of the type datetime-local; an empty value is no limit. */
export function between(from, to) {
    const start = moment(from) ?? -Infinity;
    // The input has a resolution of seconds; the span includes the whole last second.
    const end = (moment(to) ?? Infinity) + 999;
    return () => ({ from: start, to: end });
}

/** No limit. */
export const ALWAYS = () => ({ from: -Infinity, to: Infinity });

const OWN = /^\[?(?:\d{4}[-/.]\d\d[-/.]\d\d[ T])?\d\d:\d\d:\d\d(?!\d)/;

/** Whether a line begins with a time that the program has written. */
export function hasOwnTime(text) {
    return OWN.test(text);
}

function moment(text) {
    const at = text ? new Date(text).getTime() : NaN;
    return Number.isNaN(at) ? null : at;
}

function two(n) {
    return String(n).padStart(2, '0');
}

function three(n) {
    return String(n).padStart(3, '0');
}
