/*
 * Lines as plain text, for the clipboard and for downloads. Pure.
 */
import { dateAndClock } from './process-manager-log-time.js';

/** The separator of the columns. */
const GAP = '  ';

/** One line with its time, its process and its stream, without escape sequences. */
export function asText(line) {
    if (line.kind !== 'line') {
        return `${dateAndClock(line.time)}${GAP}--- ${line.plain} ---`;
    }
    return [dateAndClock(line.time), line.id, line.err ? 'err' : 'out', line.plain].join(GAP);
}

/** All lines, each with a line break at its end. */
export function allAsText(lines) {
    return lines.map(line => asText(line) + '\n').join('');
}
