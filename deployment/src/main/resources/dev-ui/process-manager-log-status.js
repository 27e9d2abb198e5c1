import { html, css, nothing } from 'lit';
import { lineCount } from './process-manager-display.js';

export const statusStyles = css`
    .status {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--lumo-space-m);
        color: var(--lumo-secondary-text-color);
        font-size: var(--lumo-font-size-xs);
        padding: 0 var(--lumo-space-xs);
    }
    .spoken {
        position: absolute;
        clip-path: inset(50%);
        width: 1px;
        height: 1px;
        overflow: hidden;
    }
    .warning {
        color: var(--lumo-warning-text-color);
    }
`;

/**
 * The line below the logs: how many lines there are, and which are missing.
 *
 * @param feed a LogFeed
 * @param view { searching, hint, found, connected }: whether a search is active, a message, the number of matches at the begin of the
 *        search in words, and whether the server answers
 */
export function statusLine({ log, paused, heldLines, lostWhilePaused, error }, { searching, hint, found, connected }) {
    const dropped = [...log.dropped].map(([id, count]) => `${id}: ${number(count)}`).join(', ');
    return html`
        <div class="status">
            <span class="count">${number(log.shown.length)} of ${lineCount(log.length)}</span>
            ${paused ? html`<span class="warning">paused, ${lineCount(heldLines)} held back</span>` : nothing}
            ${log.droppedTotal + lostWhilePaused > 0 ? html`
                <span class="warning dropped">
                    ${lineCount(log.droppedTotal + lostWhilePaused)} dropped, because they arrived too fast
                    ${dropped.length > 0 ? `(${dropped})` : nothing}
                </span>` : nothing}
            ${log.removed > 0 ? html`<span>${lineCount(log.removed)} removed at the beginning</span>` : nothing}
            ${searching && !hint ? html`<span class="matches">${matches(log.hits)}</span>` : nothing}
            <span role="status">${hint}</span>
            <span role="status" class="spoken">${found}</span>
            ${connected ? nothing : html`<span class="warning" role="status">Waiting for the application</span>`}
            ${error ? html`<span class="warning" role="alert">${error}</span>` : nothing}
        </div>`;
}

/** How many lines match, in words. */
export function matches(count) {
    return `${lineCount(count)} ${count === 1 ? 'matches' : 'match'}`;
}

function number(n) {
    return n.toLocaleString('en');
}
