import { html } from 'lit';
import { duration, moment } from './process-manager-display.js';
import './process-manager-elements.js';

/*
 * The cells of the table of processes: functions from a row to its HTML. The styles are those of the page.
 */

const SOURCES = {
    CONFIGURATION: { word: 'config', title: 'Defined in the configuration of the application' },
    CODE: { word: 'code', title: 'Created by code' },
    SERVICE: { word: 'service', title: 'A service of the process manager' },
    EXTENSION: { word: 'extension', title: 'Defined by a library or an extension' },
};

/** The name, with the cause of a failure or the reason of the state below it. The reason of a process that is down is its cause, too. */
export function nameCell(row) {
    return html`<div class="two ${row.replicaOf ? 'replica' : ''}">
        <span class="name" title=${row.name}>${row.name}${row.external
            ? html` <span class="external" title="Runs elsewhere: the application only watches it">external</span>` : ''}</span>
        ${row.cause ? html`<span class="cause" title="${row.cause}\n${row.why}">${row.cause}</span>`
            : html`<span class=${row.tally === 'DOWN' ? 'cause' : 'why'} title=${row.why}>${row.why}</span>`}
    </div>`;
}

export function healthCell({ health }) {
    return health === 'UNCHECKED' ? html`<span class="minor" title="No health check">none</span>`
        : html`<process-manager-state plain health=${health}></process-manager-state>`;
}

/** The first two addresses; the details have all of them. */
export function endpointsCell({ endpoints, pid, external, phase }) {
    return html`<div class="two addresses">${endpoints.slice(0, 2).map(endpoint => html`<span>
        <process-manager-endpoint short .endpoint=${endpoint} ?alive=${pid != null || external && phase === 'RUNNING'}></process-manager-endpoint>
        ${endpoints.length > 2 && endpoint === endpoints[0] ? html`<span class="minor">+${endpoints.length - 2}</span>` : ''}</span>`)}</div>`;
}

export function uptimeCell({ pid, startedAt }) {
    return pid == null || startedAt == null ? ''
        : html`<process-manager-since class="number" at=${startedAt} title="Started at ${moment(startedAt)}"></process-manager-since>`;
}

export function usageCell(values, text, floor, picture) {
    return text === '' ? '' : html`<span class="usage">
        ${picture ? html`<process-manager-sparkline .values=${values} floor=${floor}></process-manager-sparkline>` : ''}
        <span class="number">${text}</span></span>`;
}

/** The last exit, for a task with the duration of its last run, or with the time until its next one. */
export function exitCell({ lastExit: end, lastRun: run, nextRun: next }) {
    const took = run != null && end?.at === run.at ? `, ${duration(run.millis)}` : '';
    return end == null && next == null ? '' : html`<div class="two">
        ${end == null ? '' : html`<span class=${end.expected ? '' : 'unexpected'} title=${end.text}>${end.signal ? `SIG${end.signal}` : end.code != null ? `code ${end.code}` : end.text}${took}</span>`}
        <span class="minor">${next == null ? html`<process-manager-since at=${end.at} suffix=" ago"></process-manager-since>`
            : html`<span title=${moment(next)}>next in <process-manager-since ahead at=${next}></process-manager-since></span>`}</span></div>`;
}

export function sourceCell({ source }) {
    const { word, title } = SOURCES[source];
    return html`<span class="minor" title=${title}>${word}</span>`;
}
