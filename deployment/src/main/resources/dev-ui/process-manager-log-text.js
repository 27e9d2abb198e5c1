/*
 * Lines as they leave the browser, as text. Pure.
 */
import { dateAndClock } from './process-manager-log-time.js';

/** What separates one column from the next. */
const GAP = '  ';

/** One line with its moment, its process and its stream, without escape sequences. */
export function asText(line) {
    if (line.kind === 'end') {
        return `${dateAndClock(line.time)}${GAP}--- ${line.plain} ---`;
    }
    return [dateAndClock(line.time), line.id, line.err ? 'err' : 'out', line.plain].join(GAP);
}

/** All of them, each with a line break at its end. */
export function allAsText(lines) {
    return lines.map(line => asText(line) + '\n').join('');
}
