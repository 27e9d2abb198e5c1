import { LitElement, html } from 'lit';
import { JsonRpc } from 'jsonrpc';
import '@vaadin/button';
import '@vaadin/icon';
import { healthDisplay, phaseDisplay, toneColor } from './process-manager-display.js';
import { command, contributed, endpoints, exits, failure, now, passages, probes, runs, settings, usage } from './process-manager-details-sections.js';
import { detailsStyles } from './process-manager-details-styles.js';
import './process-manager-log-view.js';
import './process-manager-commands.js';
import './process-manager-line-input.js';
import './process-manager-terminal.js';

/** The value of a setting; undefined until the details are there. */
const valueOf = (details, key) => details?.settings.find(one => one.key === key)?.value;

/** The pause between two requests for the results of checks, in milliseconds. */
const RENEWAL = 3000;

/** The details of one process: its row, and the details that the element requests from the server. */
export class QwcProcessManagerDetails extends LitElement {

    jsonRpc = new JsonRpc('quarkus-process-manager', false);

    static properties = {
        row: { attribute: false },
        rows: { attribute: false },
        subscribed: { attribute: false },
        _details: { state: true },
        _revealed: { state: true },
        _outputShown: { state: true },
        _terminalShown: { state: true },
    };

    static styles = detailsStyles;

    /** A check that changes nothing makes no new row, so its result is fetched while the details are open. */
    connectedCallback() {
        super.connectedCallback();
        this._renewal = setInterval(() => {
            const checked = this._details?.probes.length || this._details?.liveness.length;
            if (checked && this.row?.pid != null && !document.hidden) {
                this._fetch(this.row.id);
            }
        }, RENEWAL);
    }

    disconnectedCallback() {
        clearInterval(this._renewal);
        super.disconnectedCallback();
    }

    willUpdate(changed) {
        const before = changed.get('row');
        if (changed.has('row') && this.row && before?.id !== this.row.id) {
            this._details = undefined;
        }
        // The details change together with one of these values, or with a live reload.
        const version = row => row && [row.id, row.phase, row.health, row.incarnation, row.since].join();
        if (this.row && (changed.has('subscribed') || changed.has('row') && version(before) !== version(this.row))) {
            this._fetch(this.row.id);
        }
        if (changed.has('subscribed') || before && before.id !== this.row?.id) {
            this._revealed = {};
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
                ${failure(row, details)}
                <process-manager-commands .row=${row}></process-manager-commands>
                ${this._renderTerminal(row, details)}
                ${this._renderOutput(row, details)}
                ${runs(row)}
                ${endpoints(row)}
                ${details ? html`${command(details)} ${this._renderEnvironment(details)}` : ''}
                ${this._renderDependencies(row)}
                ${details ? html`${contributed(details)} ${probes('Health checks', row, details.probes)}
                    ${probes('Liveness checks', row, details.liveness)}` : ''}
                ${now(row)}
                ${usage(row)}
                ${details ? html`
                    ${exits(details.exits)}
                    ${passages(details.passages)}
                    ${settings(details)}` : ''}
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

    /** Why a dependency is down, in the words of its row. */
    _failure(id) {
        const other = this.rows?.find(row => row.id === id);
        if (!other) {
            return 'down';
        }
        const { word } = other.health === 'UNHEALTHY' ? healthDisplay(other.health) : phaseDisplay(other.phase);
        return `${word.toLowerCase()}: ${other.cause ?? other.why}`;
    }

    /** The output, created when the user opens it; it stays open for the next selected process. */
    _renderOutput(row, details) {
        const sends = row.pid != null && ['open', 'console'].includes(valueOf(details, 'stdin')) && valueOf(details, 'tty') !== 'true';
        return html`<details @toggle=${e => { this._outputShown = e.target.open; }}>
            <summary>Output</summary>
            ${this._outputShown ? html`<process-manager-log-view compact .ids=${[row.id]}></process-manager-log-view>
                ${sends ? html`<process-manager-line-input processid=${row.id}></process-manager-line-input>` : ''}` : ''}
        </details>`;
    }

    /** The terminal of a process that has one. */
    _renderTerminal(row, details) {
        return valueOf(details, 'tty') !== 'true' ? '' : html`<details @toggle=${e => { this._terminalShown = e.target.open; }}>
            <summary>Terminal</summary>
            ${this._terminalShown ? html`<process-manager-terminal processid=${row.id} ?fresh=${row.incarnation === 0}></process-manager-terminal>` : ''}
        </details>`;
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
}
customElements.define('qwc-process-manager-details', QwcProcessManagerDetails);
