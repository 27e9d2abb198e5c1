import { html } from 'lit';
import { bytes, clock, commandLine, duration, moment, percent, phaseDisplay } from './process-manager-display.js';
import { cpuOf, memoryOf } from './process-manager-history.js';
import './process-manager-elements.js';

/*
 * The sections of the details of a process that only show something: functions from the row of the process and from its details to
 * their HTML, '' for nothing.
 */

export function failure(row, details) {
    const { lines, deciding } = details?.lastStart ?? { lines: [] };
    const shown = row.lastExit && !row.lastExit.expected;
    return !shown ? '' : html`<h3>Last failure</h3>
        <dl>
            <dt>Exit</dt><dd>${row.lastExit.text}</dd>
            <dt>At</dt><dd>${clock(row.lastExit.at)}, <process-manager-since at=${row.lastExit.at} suffix=" ago"></process-manager-since></dd>
        </dl>
        ${lines.length ? html`<h3>Last lines of this start</h3><pre class="failure">${lines.map((line, i) => i === deciding
            ? html`<mark>${line}</mark>\n` : `${line}\n`)}</pre>` : ''}`;
}

/** The last and the next run of a task. */
export function runs({ lastRun: last, nextRun: next, queued }) {
    return last == null && next == null ? '' : html`<h3>Runs</h3><dl>
        ${last == null ? '' : html`<dt>Last result</dt><dd class=${last.success ? '' : 'failure'}>${last.text}</dd>
            <dt>Ended</dt><dd>${clock(last.at)}, after ${duration(last.millis)}</dd>
            ${last.args.length ? html`<dt>Arguments</dt><dd><code>${last.args.join(' ')}</code></dd>` : ''}`}
        ${next == null ? '' : html`<dt>Next</dt><dd>${moment(next)}, in <process-manager-since ahead at=${next}></process-manager-since></dd>`}
        ${queued ? html`<dt>Queued</dt><dd>a run begins when the present one has ended</dd>` : ''}</dl>`;
}

export function endpoints({ endpoints, pid }) {
    return !endpoints.length ? '' : html`<h3>Endpoints</h3><dl>${endpoints.map(endpoint => html`
        <dt>${endpoint.name}</dt>
        <dd><process-manager-endpoint .endpoint=${endpoint} ?alive=${pid != null}></process-manager-endpoint></dd>`)}</dl>`;
}

export function command(details) {
    return html`<h3>Command</h3>
        <pre>${details.shell ? details.words.join(' ') : commandLine(details.words)}</pre>
        <dl>
            ${details.shell ? html`<dt>Runs in</dt><dd>a shell</dd>` : ''}
            <dt>Directory</dt><dd><code>${details.directory}</code></dd>
            <dt>Started</dt><dd class="start-method">${details.startMethod}</dd>
        </dl>`;
}

/** The configuration that the process gives to the application. */
export function contributed({ settings }) {
    const given = settings.filter(({ key }) => key.startsWith('config.'));
    return !given.length ? '' : html`<h3>Configuration for the application</h3><table>${given.map(({ key, value }) => html`
        <tr><td><code>${key.slice('config.'.length).replaceAll('"', '')}</code></td><td><code>${value}</code></td></tr>`)}</table>`;
}

/** The results of one kind of check, with the last result and, if that is a success, the last failure of this start. */
export function probes(title, row, probes) {
    const last = probes[probes.length - 1];
    const failure = [...probes].reverse().find(probe => !probe.ok && probe.incarnation === row.incarnation);
    const result = (name, probe) => html`<dt>${name}</dt><dd>${clock(probe.at)}, after ${probe.millis} ms
        <pre class=${probe.ok ? '' : 'failure'}>${probe.text || (probe.ok ? 'succeeded' : 'failed')}</pre></dd>`;
    return !last ? '' : html`<h3>${title}</h3>
        <div class="probes" role="img" aria-label="${probes.filter(probe => probe.ok).length} of the last ${probes.length} checks succeeded">
            ${probes.map(probe => html`<span class=${probe.ok ? '' : 'bad'}
                title="${clock(probe.at)}: ${probe.text || (probe.ok ? 'succeeded' : 'failed')}, ${probe.millis} ms"></span>`)}
        </div>
        <dl>${result('Last', last)}${failure && failure !== last ? result('Last failure', failure) : ''}</dl>`;
}

export function now(row) {
    const entry = (name, value) => value == null || value === '' ? '' : html`<dt>${name}</dt><dd>${value}</dd>`;
    return html`<h3>Now</h3><dl>
        ${entry('Id', row.id)}
        ${entry('Kind', row.kind)}
        ${entry(row.source === 'SERVICE' ? 'Service' : 'Pattern', row.group)}
        ${entry('Defined by', row.source.toLowerCase())}
        ${entry('PID', row.pid)}
        ${entry('Started', row.pid != null && row.startedAt != null ? html`${moment(row.startedAt)},
            <process-manager-since at=${row.startedAt} suffix=" ago"></process-manager-since>` : null)}
        ${entry('In this state for', html`<process-manager-since at=${row.since}></process-manager-since>`)}
        ${entry('Starts', row.incarnation)}
        ${entry('Restarts after an exit', row.restarts)}
        ${entry('Threads', row.threads)}
        ${entry('Processes in its tree', row.processes)}
        ${entry('Runs', row.external ? 'elsewhere, the application only watches it' : null)}
        ${entry('Detached', row.detached ? 'yes, it keeps running after the application ends' : null)}
    </dl>`;
}

export function usage(row) {
    return row.memory == null ? '' : html`<h3>Usage</h3>
        <div class="charts">
            <div>CPU ${percent(row.cpu)}
                <process-manager-sparkline wide .values=${cpuOf(row.id)} floor="10"></process-manager-sparkline></div>
            <div>Memory ${bytes(row.memory)}
                <process-manager-sparkline wide .values=${memoryOf(row.id)}></process-manager-sparkline></div>
        </div>`;
}

export function exits(exits) {
    return !exits.length ? '' : html`<h3>History of exits</h3><ul>${[...exits].reverse().map(exit => html`
        <li><span class="minor">${clock(exit.at)}</span> ${exit.text} <span class="minor">after ${duration(exit.uptime)}</span></li>`)}</ul>`;
}

export function passages(passages) {
    const lasted = (passage, next) => next === undefined || next.from - passage.from < 50 ? ''
        : `for ${duration(next.from - passage.from)}`;
    return !passages.length ? '' : html`<h3>History of states</h3><ul>${[...passages].reverse().map((passage, i, all) => html`
        <li><span class="minor">${clock(passage.from)}</span> ${phaseDisplay(passage.phase).word}
            <span class="minor">${[lasted(passage, all[i - 1]), passage.why].filter(part => part).join(': ')}</span></li>`)}</ul>`;
}

/** The settings: first those that a source has set, then the defaults on demand. */
export function settings(details) {
    const set = details.settings.filter(({ origin }) => origin !== 'default');
    const defaults = details.settings.filter(({ origin }) => origin === 'default');
    return html`
        ${set.length ? html`<h3>Settings</h3><table>${set.map(one => setting(one, details))}</table>` : ''}
        ${defaults.length ? html`<details><summary>Defaults (${defaults.length})</summary>
            <table>${defaults.map(one => setting(one, details))}</table></details>` : ''}`;
}

/** The source shows the name of a file; the tooltip has its path. */
function setting({ key, value, origin, source }, { missingInFile, logFileProblem }) {
    const ofFile = key === 'log.file.path';
    return html`
        <tr><td><code>${key}</code></td><td>${value === '' ? html`<span class="minor">not set</span>` : html`<code>${value}</code>`}
            ${!ofFile || !logFileProblem ? '' : html`<div class="cause">${logFileProblem}</div>`}
            ${!ofFile || !missingInFile ? '' : html`<div class="cause">${missingInFile}
                ${missingInFile === 1 ? 'line is' : 'lines are'} missing in the file, because it could not be written</div>`}
            ${origin === 'default' ? '' : html`<div class="minor" title=${source}>${origin}${source
                ? `: ${/([^/\\]+)\]$/.exec(source)?.[1] ?? source}` : ''}</div>`}
        </td></tr>`;
}
