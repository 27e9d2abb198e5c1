import { LitElement, html, css } from 'lit';
import { JsonRpc } from 'jsonrpc';
import '@vaadin/button';
import '@vaadin/icon';
import { bytes, clock, duration, moment, percent, phaseDisplay, toneColor } from './process-manager-display.js';
import { cpuOf, memoryOf } from './process-manager-history.js';
import './process-manager-elements.js';
import './process-manager-log-view.js';
import './process-manager-line-input.js';
import './process-manager-terminal.js';

/** The value of a setting; undefined until the details are there. */
const setting = (details, key) => details?.settings.find(one => one.key === key)?.value;

/** The details of one process: its row, and the details that the element requests from the server. */
export class QwcProcessManagerDetails extends LitElement {

    jsonRpc = new JsonRpc('quarkus-process-manager', false);

    static properties = {
        row: { attribute: false },
        rows: { attribute: false },
        _details: { state: true },
        _revealed: { state: true },
        _outputShown: { state: true },
        _terminalShown: { state: true },
    };

    static styles = css`
        :host {
            display: flex;
            flex-direction: column;
            background: var(--lumo-base-color);
            min-width: 0;
        }
        header {
            display: flex;
            align-items: flex-start;
            gap: var(--lumo-space-s);
            padding: var(--lumo-space-s) var(--lumo-space-m);
            border-bottom: 1px solid var(--lumo-contrast-10pct);
        }
        header > div {
            flex: 1;
            min-width: 0;
        }
        h2 {
            margin: 0 0 var(--lumo-space-xs) 0;
            font-size: var(--lumo-font-size-l);
            overflow-wrap: anywhere;
        }
        .scroll {
            flex: 1;
            overflow: auto;
            padding: 0 var(--lumo-space-m) var(--lumo-space-l) var(--lumo-space-m);
        }
        h3 {
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
            margin: var(--lumo-space-m) 0 var(--lumo-space-xs) 0;
            font-weight: 600;
        }
        p {
            margin: var(--lumo-space-s) 0 0 0;
        }
        pre + dl {
            margin-top: var(--lumo-space-xs);
        }
        dl {
            display: grid;
            grid-template-columns: max-content 1fr;
            gap: 2px var(--lumo-space-m);
            margin: 0;
            font-size: var(--lumo-font-size-s);
        }
        dt {
            color: var(--lumo-secondary-text-color);
        }
        dd {
            margin: 0;
            overflow-wrap: anywhere;
            font-variant-numeric: tabular-nums;
        }
        pre, code {
            font-family: var(--quarkus-font-mono, ui-monospace, monospace);
            font-size: var(--lumo-font-size-xs);
        }
        pre {
            background: var(--lumo-contrast-5pct);
            border-radius: var(--lumo-border-radius-m);
            padding: var(--lumo-space-s);
            margin: 0;
            white-space: pre-wrap;
            overflow-wrap: anywhere;
        }
        pre.failure {
            border-left: 3px solid var(--lumo-error-color);
            max-height: 16em;
            overflow: auto;
        }
        mark {
            background: color-mix(in srgb, var(--lumo-error-color) 20%, transparent);
            color: var(--lumo-error-text-color);
            font-weight: 600;
        }
        .cause {
            color: var(--lumo-error-text-color);
            overflow-wrap: anywhere;
        }
        .charts {
            display: grid;
            grid-template-columns: 1fr 1fr;
            gap: var(--lumo-space-m);
            font-size: var(--lumo-font-size-s);
        }
        ul {
            list-style: none;
            margin: 0;
            padding: 0;
            font-size: var(--lumo-font-size-s);
        }
        li {
            padding: 1px 0;
            overflow-wrap: anywhere;
        }
        li vaadin-icon, td vaadin-icon {
            width: 0.9em;
            height: 0.9em;
        }
        .link {
            font: inherit;
            text-align: left;
            border: none;
            background: none;
            padding: 0;
            color: var(--lumo-primary-text-color);
            cursor: pointer;
        }
        .link:hover {
            text-decoration: underline;
        }
        table {
            width: 100%;
            border-collapse: collapse;
            font-size: var(--lumo-font-size-s);
            table-layout: fixed;
        }
        td {
            padding: 3px 4px 3px 0;
            vertical-align: top;
            overflow-wrap: anywhere;
            border-bottom: 1px solid var(--lumo-contrast-5pct);
        }
        summary {
            color: var(--lumo-secondary-text-color);
            font-size: var(--lumo-font-size-s);
            font-weight: 600;
            margin: var(--lumo-space-m) 0 var(--lumo-space-xs) 0;
            cursor: pointer;
        }
        process-manager-log-view {
            height: 22em;
        }
        .minor {
            color: var(--lumo-secondary-text-color);
            font-size: var(--lumo-font-size-xs);
        }
        .probes {
            display: flex;
            flex-wrap: wrap;
            gap: 2px;
        }
        .probes span {
            width: 8px;
            height: 18px;
            border-radius: 2px;
            background: var(--lumo-success-color);
        }
        .probes span.bad {
            background: var(--lumo-error-color);
        }
    `;

    willUpdate(changed) {
        const before = changed.get('row');
        if (changed.has('row') && this.row) {
            if (before?.id !== this.row.id) {
                this._details = undefined;
                this._revealed = {};
            }
            // The details change together with one of these values.
            const version = row => row && [row.id, row.phase, row.health, row.incarnation, row.since].join();
            if (version(before) !== version(this.row)) {
                this._fetch(this.row.id);
            }
        }
    }

    /** Shows the deciding line of the output, which can be below the visible lines. */
    updated(changed) {
        const line = changed.has('_details') ? this.renderRoot.querySelector('pre.failure mark') : null;
        if (line) {
            const frame = line.parentElement;
            frame.scrollTop = line.offsetTop - frame.offsetTop - frame.clientHeight / 2;
        }
    }

    async _fetch(id) {
        try {
            const answer = await this.jsonRpc.details({ id });
            if (answer && this.row?.id === id) {
                this._details = answer.result;
            }
        } catch {
            // The process was removed, or the application is away. The known details stay.
        }
    }

    async _reveal(name) {
        const id = this.row.id;
        const answer = await this.jsonRpc.reveal({ id, name });
        if (this.row.id === id) {
            this._revealed = { ...this._revealed, [name]: answer.result };
        }
    }

    _hide(name) {
        const { [name]: gone, ...rest } = this._revealed;
        this._revealed = rest;
    }

    _fire(type, detail) {
        this.dispatchEvent(new CustomEvent(type, { detail }));
    }

    render() {
        const { row, _details: details } = this;
        return html`
            <header>
                <div>
                    <h2>${row.name}</h2>
                    <process-manager-state phase=${row.state}></process-manager-state>
                    ${row.health === 'UNCHECKED' ? '' : html`<process-manager-state plain health=${row.health}></process-manager-state>`}
                    <p>${row.why}</p>
                    ${row.cause ? html`<p class="cause">${row.cause}</p>` : ''}
                </div>
                <vaadin-button theme="small icon tertiary" aria-label="Close the details" title="Close (Escape)"
                        @click=${() => this._fire('close-details')}>
                    <vaadin-icon icon="font-awesome-solid:xmark"></vaadin-icon>
                </vaadin-button>
            </header>
            <div class="scroll" tabindex="0" role="region" aria-label="Details of ${row.name}">
                ${this._renderFailure(row, details)}
                ${this._renderTerminal(row, details)}
                ${this._renderOutput(row, details)}
                ${this._renderEndpoints(row)}
                ${details ? html`${this._renderCommand(details)} ${this._renderEnvironment(details)}` : ''}
                ${this._renderDependencies(row)}
                ${details ? html`${this._renderContributed(details)} ${this._renderProbes(row, details.probes)}` : ''}
                ${this._renderNow(row)}
                ${this._renderUsage(row)}
                ${details ? html`
                    ${this._renderExits(details.exits)}
                    ${this._renderPassages(details.passages)}
                    ${this._renderSettings(details)}` : ''}
            </div>`;
    }

    _renderFailure(row, details) {
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

    _renderEndpoints({ endpoints, pid }) {
        return !endpoints.length ? '' : html`<h3>Endpoints</h3><dl>${endpoints.map(endpoint => html`
            <dt>${endpoint.name}</dt>
            <dd><process-manager-endpoint .endpoint=${endpoint} ?alive=${pid != null}></process-manager-endpoint></dd>`)}</dl>`;
    }

    _renderNow(row) {
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
            ${entry('Detached', row.detached ? 'yes, it keeps running after the application ends' : null)}
        </dl>`;
    }

    /** The configuration that the process gives to the application. */
    _renderContributed({ settings }) {
        const given = settings.filter(({ key }) => key.startsWith('config.'));
        return !given.length ? '' : html`<h3>Configuration for the application</h3><table>${given.map(({ key, value }) => html`
            <tr><td><code>${key.slice('config.'.length).replaceAll('"', '')}</code></td><td><code>${value}</code></td></tr>`)}</table>`;
    }

    _renderUsage(row) {
        return row.memory == null ? '' : html`<h3>Usage</h3>
            <div class="charts">
                <div>CPU ${percent(row.cpu)}
                    <process-manager-sparkline wide .values=${cpuOf(row.id)} floor="10"></process-manager-sparkline></div>
                <div>Memory ${bytes(row.memory)}
                    <process-manager-sparkline wide .values=${memoryOf(row.id)}></process-manager-sparkline></div>
            </div>`;
    }

    _renderDependencies(row) {
        const link = id => html`<button class="link" @click=${() => this._fire('select-process', id)}>${id}</button>`;
        return html`
            ${row.dependsOn.length ? html`<h3>Depends on</h3><ul>${row.dependsOn.map(wait => html`
                <li><vaadin-icon icon="font-awesome-solid:${wait.met ? 'circle-check' : wait.failed ? 'circle-xmark' : 'hourglass-half'}"
                    style="color: ${toneColor(wait.met ? 'success' : wait.failed ? 'error' : 'warning')}"></vaadin-icon>
                    ${link(wait.id)} <span class="minor">${wait.condition}${wait.met ? '' : wait.failed ? '' : ', not yet'}</span>
                    ${wait.failed ? html`<span class="cause">${this._failure(wait.id)}</span>` : ''}</li>`)}</ul>` : ''}
            ${row.dependents.length ? html`<h3>Needed by</h3><ul>${row.dependents.map(id => html`<li>${link(id)}</li>`)}</ul>` : ''}`;
    }

    /** Why a dependency has failed, in the words of its row. */
    _failure(id) {
        const other = this.rows?.find(row => row.id === id);
        return `failed${other ? `: ${other.cause ?? other.why}` : ''}`;
    }

    /** The output, created when the user opens it; it stays open for the next selected process. */
    _renderOutput(row, details) {
        const sends = row.pid != null && ['open', 'console'].includes(setting(details, 'stdin')) && setting(details, 'tty') !== 'true';
        return html`<details @toggle=${e => { this._outputShown = e.target.open; }}>
            <summary>Output</summary>
            ${this._outputShown ? html`<process-manager-log-view compact .ids=${[row.id]}></process-manager-log-view>
                ${sends ? html`<process-manager-line-input processid=${row.id}></process-manager-line-input>` : ''}` : ''}
        </details>`;
    }

    /** The terminal of a process that has one. */
    _renderTerminal(row, details) {
        return setting(details, 'tty') !== 'true' ? '' : html`<details @toggle=${e => { this._terminalShown = e.target.open; }}>
            <summary>Terminal</summary>
            ${this._terminalShown ? html`<process-manager-terminal processid=${row.id}></process-manager-terminal>` : ''}
        </details>`;
    }

    _renderCommand(details) {
        return html`<h3>Command</h3>
            <pre>${details.words.join(' ')}</pre>
            <dl>
                ${details.shell ? html`<dt>Runs in</dt><dd>a shell</dd>` : ''}
                <dt>Directory</dt><dd><code>${details.directory}</code></dd>
                <dt>Started</dt><dd class="start-method">${details.startMethod}</dd>
            </dl>`;
    }

    /** The checks, with the last result and, if that is a success, the last failure of this start. */
    _renderProbes(row, probes) {
        const last = probes[probes.length - 1];
        const failure = [...probes].reverse().find(probe => !probe.ok && probe.incarnation === row.incarnation);
        const result = (title, probe) => html`<dt>${title}</dt><dd>${clock(probe.at)}, after ${probe.millis} ms
            <pre class=${probe.ok ? '' : 'failure'}>${probe.text || (probe.ok ? 'succeeded' : 'failed')}</pre></dd>`;
        return !last ? '' : html`<h3>Health checks</h3>
            <div class="probes" role="img" aria-label="${probes.filter(probe => probe.ok).length} of the last ${probes.length} checks succeeded">
                ${probes.map(probe => html`<span class=${probe.ok ? '' : 'bad'}
                    title="${clock(probe.at)}: ${probe.text || (probe.ok ? 'succeeded' : 'failed')}, ${probe.millis} ms"></span>`)}
            </div>
            <dl>${result('Last', last)}${failure && failure !== last ? result('Last failure', failure) : ''}</dl>`;
    }

    _renderExits(exits) {
        return !exits.length ? '' : html`<h3>History of exits</h3><ul>${[...exits].reverse().map(exit => html`
            <li><span class="minor">${clock(exit.at)}</span> ${exit.text} <span class="minor">after ${duration(exit.uptime)}</span></li>`)}</ul>`;
    }

    _renderPassages(passages) {
        const lasted = (passage, next) => next === undefined || next.from - passage.from < 50 ? ''
            : `for ${duration(next.from - passage.from)}`;
        return !passages.length ? '' : html`<h3>History of states</h3><ul>${[...passages].reverse().map((passage, i, all) => html`
            <li><span class="minor">${clock(passage.from)}</span> ${phaseDisplay(passage.phase).word}
                <span class="minor">${[lasted(passage, all[i - 1]), passage.why].filter(part => part).join(': ')}</span></li>`)}</ul>`;
    }

    _renderEnvironment({ environment, inheritsEnvironment }) {
        return html`<h3>Environment</h3>
            <p class="minor">${inheritsEnvironment ? 'The environment of the application' : 'No variables of the application'}${environment.length ? ', and:' : ''}</p>
            <table>${environment.map(({ name, value, secret, dependency }) => {
            const seen = this._revealed[name];
            return html`<tr><td><code>${name}</code></td><td><code>${seen ?? value}</code>
                ${!secret ? '' : html`<vaadin-button theme="small icon tertiary-inline"
                        aria-label="${seen === undefined ? 'Reveal' : 'Hide'} ${name}" title=${seen === undefined ? 'Reveal' : 'Hide'}
                        @click=${() => seen === undefined ? this._reveal(name) : this._hide(name)}>
                    <vaadin-icon icon="font-awesome-solid:${seen === undefined ? 'eye' : 'eye-slash'}"></vaadin-icon>
                </vaadin-button>`}${!dependency ? '' : html`<div class="minor">dependency: ${dependency}</div>`}</td></tr>`;
        })}</table>`;
    }

    /** The settings: first those that a source has set, then the defaults on demand. */
    _renderSettings(details) {
        const set = details.settings.filter(({ origin }) => origin !== 'default');
        const defaults = details.settings.filter(({ origin }) => origin === 'default');
        return html`
            ${set.length ? html`<h3>Settings</h3><table>${set.map(setting => this._renderSetting(setting, details))}</table>` : ''}
            ${defaults.length ? html`<details><summary>Defaults (${defaults.length})</summary>
                <table>${defaults.map(setting => this._renderSetting(setting, details))}</table></details>` : ''}`;
    }

    /** The source shows the name of a file; the tooltip has its path. */
    _renderSetting({ key, value, origin, source }, { missingInFile, logFileProblem }) {
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
}
customElements.define('qwc-process-manager-details', QwcProcessManagerDetails);
