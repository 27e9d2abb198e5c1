import { html, css, unsafeCSS, nothing } from 'lit';
import '@vaadin/icon';
import { rendering, spans } from './process-manager-ansi.js';
import { shortened } from './process-manager-display.js';
import { hueOf } from './process-manager-hues.js';
import { clock, dateAndClock, hasOwnTime } from './process-manager-log-time.js';
import { mark } from './process-manager-log-search.js';

/** The height of each line in pixels. It is fixed, so that the position of a line follows from its index. */
export const ROW = 20;

/** The styles for row(). */
export const rowStyles = css`
    .row {
        box-sizing: border-box;
        display: flex;
        gap: 1ch;
        height: ${unsafeCSS(ROW)}px;
        line-height: ${unsafeCSS(ROW)}px;
        padding: 0 8px 0 5px;
        border-left: 3px solid transparent;
        white-space: pre;
        tab-size: 8;
    }
    .row:hover {
        background-color: var(--lumo-contrast-5pct);
    }
    .err {
        border-left-color: var(--lumo-contrast-40pct);
    }
    .level-ERROR {
        background-color: var(--lumo-error-color-10pct);
    }
    .level-WARN {
        background-color: hsla(35, 100%, 50%, 0.1);
    }
    .level-DEBUG .text, .level-TRACE .text {
        color: var(--lumo-secondary-text-color);
    }
    .row[aria-selected=true] {
        background-color: var(--lumo-primary-color-10pct);
    }
    .current {
        box-shadow: inset 0 0 0 1px var(--lumo-primary-color);
    }
    .time, .stream {
        color: var(--lumo-secondary-text-color);
        flex: none;
    }
    .stream {
        width: 3ch;
        font-style: italic;
    }
    .id {
        flex: none;
        width: var(--pm-id-width, 10ch);
        overflow: hidden;
        text-overflow: ellipsis;
        font-weight: 600;
        color: hsl(var(--hue) 70% var(--pm-id-lightness));
    }
    .text {
        flex: 1 1 auto;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
    }
    .wrap .row {
        height: auto;
        min-height: ${unsafeCSS(ROW)}px;
    }
    .wrap .row.line {
        align-items: flex-start;
    }
    .wrap .text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
    }
    .number {
        flex: none;
        min-width: 6ch;
        text-align: right;
        color: var(--lumo-tertiary-text-color);
        user-select: none;
    }
    .phase .text, .end .text {
        flex: 0 1 auto;
    }
    .phase {
        color: var(--lumo-secondary-text-color);
        font-style: italic;
    }
    .phase vaadin-icon {
        width: 12px;
        height: 12px;
        flex: none;
        align-self: center;
    }
    .phase.level-ERROR {
        color: var(--lumo-error-text-color);
        background-color: transparent;
    }
    .end {
        align-items: center;
        color: var(--lumo-secondary-text-color);
        border-left-color: currentColor;
    }
    .end::after {
        content: "";
        flex: 1;
        min-width: 4ch;
        border-top: 1px dashed currentColor;
    }
    .end.unexpected {
        color: var(--lumo-error-text-color);
    }
    .end vaadin-icon {
        width: 14px;
        height: 14px;
        flex: none;
    }
    mark {
        background-color: var(--pm-mark);
        color: var(--pm-mark-text);
        border-radius: 2px;
    }
    mark span {
        color: inherit !important;
        background-color: transparent !important;
    }
    .bold { font-weight: 700; }
    .dim { opacity: 0.65; }
    .italic { font-style: italic; }
    .underline { text-decoration: underline; }
    .strike { text-decoration: line-through; }
    .underline.strike { text-decoration: underline line-through; }
    @media (max-width: 800px) {
        .row.line .time {
            width: 8ch;
            overflow: hidden;
        }
    }
`;

const PHASES = { waiting: 'hourglass-half', started: 'play', up: 'circle-check', healthy: 'heart-pulse', unhealthy: 'heart-crack',
    stopping: 'circle-pause', backoff: 'clock-rotate-left', failed: 'circle-xmark' };

/**
 * Draws a line of output, the end of an incarnation, or a phase.
 *
 * @param how { index, size, current, chosen, several, longest, search, look }: the position, the number of lines, whether the line is the
 *        current one, whether it is selected, whether it shows the id of its process, the most letters of it, the search whose matches are marked, and
 *        look { times, numbers }: times is all, missing (where the program has written none) or none
 */
export function row(line, how) {
    const kind = line.kind === 'line' ? `level-${line.level} ${line.err ? 'err' : 'out'}` : line.kind === 'phase' ? `level-${line.level}`
            : line.expected === false ? 'unexpected' : line.expected ? 'expected' : 'unknown';
    return html`
        <div class="row ${line.kind} ${kind} ${how.current ? 'current' : ''}" id="line-${how.index}" role="option" aria-selected=${how.chosen}
                aria-posinset=${how.index + 1} aria-setsize=${how.size}>
            ${how.look.numbers ? html`<span class="number">${line.kind === 'line' ? line.seq : ''}</span>` : nothing}
            ${time(line, how.look.times)}
            ${line.kind === 'line' ? output(line, how) : event(line, how)}
        </div>`;
}

function time(line, times) {
    if (times === 'none') {
        return nothing;
    }
    const hidden = times === 'missing' && line.kind === 'line' && hasOwnTime(line.plain);
    return html`<span class="time" title=${dateAndClock(line.time)}>${hidden ? '            ' : clock(line.time)}</span>`;
}

function output(line, { several, longest, search }) {
    return html`
        ${several ? html`<span class="id" style="--hue:${hueOf(line.id)}" title=${line.id}>${shortened(line.id, longest)}</span>` : nothing}
        <span class="stream" title=${line.err ? 'standard error' : 'standard output'}>${line.err ? 'err' : ''}</span>
        <span class="text">${marked(spans(line.text), line, search)}</span>`;
}

function event(line, { search }) {
    const icon = line.kind === 'phase' ? PHASES[line.phase] ?? 'circle'
        : line.expected ? 'circle-stop' : line.expected === false ? 'circle-xmark' : 'rotate-right';
    return html`<vaadin-icon icon="font-awesome-solid:${icon}"></vaadin-icon>
        <span class="text">${marked([{ text: line.plain, style: null }], line, search)}</span>`;
}

function marked(pieces, line, search) {
    if (!line.hit && pieces.length === 1 && pieces[0].style === null) {
        return pieces[0].text;
    }
    return mark(pieces, line.hit ? search.ranges(line.plain) : []).map(({ text, style, hit }) => {
        const { classes, css: colours } = rendering(style);
        const drawn = style === null ? text : html`<span class=${classes} style=${colours}>${text}</span>`;
        return hit ? html`<mark>${drawn}</mark>` : drawn;
    });
}
