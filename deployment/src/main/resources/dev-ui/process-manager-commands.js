import { LitElement, html, css } from 'lit';
import { JsonRpc } from 'jsonrpc';
import '@vaadin/button';
import '@vaadin/icon';
import { act } from './process-manager-actions.js';
import { lineCount } from './process-manager-display.js';
import './process-manager-elements.js';
import './process-manager-subscription-ids.js';

/** The dialog shows so many of the last lines; the log of the process has all. */
const LINES = 2000;

/**
 * The commands of a process: a button for each, and a dialog that asks for the confirmation and the arguments, and shows the output.
 * The run goes on when the dialog is closed.
 *
 *     <process-manager-commands .row=${row}></process-manager-commands>
 */
export class ProcessManagerCommands extends LitElement {

    static properties = {
        row: { attribute: false },
        _open: { state: true },
        _values: { state: true },
        _lines: { state: true },
        _end: { state: true },
        _began: { state: true },
    };

    static styles = css`
        h3 {
            margin: var(--lumo-space-m) 0 var(--lumo-space-xs) 0;
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
            font-weight: 600;
        }
        .command {
            display: flex;
            align-items: center;
            gap: var(--lumo-space-s);
            margin-bottom: var(--lumo-space-xs);
        }
        .command vaadin-button, dialog vaadin-button {
            margin: 0;
            flex: none;
        }
        vaadin-icon {
            width: 0.95em;
            height: 0.95em;
        }
        .minor {
            color: var(--lumo-secondary-text-color);
            font-size: var(--lumo-font-size-s);
        }
        .bad {
            color: var(--lumo-error-text-color);
        }
        .good {
            color: var(--lumo-success-text-color);
        }
        dialog {
            border: 1px solid var(--lumo-contrast-20pct);
            border-radius: var(--lumo-border-radius-l);
            padding: var(--lumo-space-l);
            width: min(44em, 90vw);
            box-sizing: border-box;
            background: var(--lumo-base-color);
            color: var(--lumo-body-text-color);
            box-shadow: var(--lumo-box-shadow-xl);
        }
        dialog h2 {
            margin: 0 0 var(--lumo-space-m) 0;
            font-size: var(--lumo-font-size-l);
        }
        .question {
            display: flex;
            align-items: center;
            gap: var(--lumo-space-s);
            padding: var(--lumo-space-s) var(--lumo-space-m);
            background: var(--lumo-error-color-10pct);
            border-radius: var(--lumo-border-radius-m);
        }
        .question vaadin-icon {
            color: var(--lumo-error-text-color);
            flex: none;
        }
        label {
            display: block;
            margin-top: var(--lumo-space-s);
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
        }
        input, select {
            display: block;
            width: 100%;
            box-sizing: border-box;
            margin-top: 2px;
            font: inherit;
            padding: var(--lumo-space-xs) var(--lumo-space-s);
            color: var(--lumo-body-text-color);
            background: var(--lumo-contrast-5pct);
            border: 1px solid var(--lumo-contrast-20pct);
            border-radius: var(--lumo-border-radius-m);
        }
        input:focus-visible, select:focus-visible {
            outline: 2px solid var(--lumo-primary-color-50pct);
        }
        pre {
            margin: var(--lumo-space-m) 0 0 0;
            padding: var(--lumo-space-s);
            height: 16em;
            overflow: auto;
            white-space: pre-wrap;
            overflow-wrap: anywhere;
            font-family: var(--quarkus-font-mono, ui-monospace, monospace);
            font-size: var(--lumo-font-size-xs);
            background: var(--lumo-contrast-5pct);
            border-radius: var(--lumo-border-radius-m);
        }
        .end {
            display: flex;
            align-items: center;
            justify-content: flex-end;
            gap: var(--lumo-space-s);
            margin-top: var(--lumo-space-m);
        }
        .end .state {
            flex: 1;
        }
    `;

    constructor() {
        super();
        this._jsonRpc = new JsonRpc('quarkus-process-manager', false);
        this._values = {};
        this._lines = [];
    }

    /** The command of the dialog, as it is now. */
    get _command() {
        return this.row.commands.find(command => command.name === this._open);
    }

    willUpdate(changed) {
        const before = changed.get('row');
        if (before && before.id !== this.row.id || this._open && !this._command) {
            this._close();
        }
        // A live reload ends the stream, and the row tells how the run goes on.
        const command = this._open ? this._command : undefined;
        if (this._began && !this._end && command && !command.running && command.since >= this._began && command.result) {
            this._awaitEnd ??= setTimeout(() => {
                this._end ??= { ok: command.exitCode === 0, message: command.result };
            }, 1000);
        }
    }

    updated(changed) {
        const dialog = this.renderRoot.querySelector('dialog');
        if (this._open && !dialog.open) {
            dialog.showModal();
            dialog.querySelector('input, select')?.focus();
        } else if (!this._open && dialog?.open) {
            dialog.close();
        }
        if (changed.has('_lines')) {
            const output = this.renderRoot.querySelector('pre');
            output?.scrollTo(0, output.scrollHeight);
        }
    }

    disconnectedCallback() {
        this._stream?.cancel();
        super.disconnectedCallback();
    }

    render() {
        const { commands } = this.row;
        return !commands.length ? '' : html`<h3>Commands</h3>
            ${commands.map(command => html`<div class="command">
                <vaadin-button theme="small" title=${command.refusal || command.title} data-command=${command.name}
                        ?disabled=${command.running || command.refusal !== ''} @click=${() => this._show(command)}>
                    <vaadin-icon icon="font-awesome-solid:terminal" slot="prefix"></vaadin-icon>
                    ${command.title}
                </vaadin-button>
                ${this._state(command)}
            </div>`)}
            <dialog aria-label="Command" @close=${() => this._close()} @keydown=${e => e.stopPropagation()}>${this._open ? this._renderDialog(this._command) : ''}</dialog>`;
    }

    _state(command) {
        if (command.running) {
            return html`<span class="minor">running for <process-manager-since at=${command.since}></process-manager-since></span>
                <vaadin-button theme="small tertiary error" @click=${() => this._cancel(command)}>Cancel</vaadin-button>`;
        }
        const text = command.result || command.refusal;
        return html`<span class="minor ${command.result && command.exitCode !== 0 ? 'bad' : ''}">${text}</span>`;
    }

    _renderDialog(command) {
        const began = this._began !== undefined;
        const running = began && !this._end;
        return html`
            <h2>${command.title} <span class="minor">${this.row.id}</span></h2>
            ${command.confirm && !began ? html`<div class="question" role="alert">
                <vaadin-icon icon="font-awesome-solid:triangle-exclamation"></vaadin-icon><span>${command.confirm}</span></div>` : ''}
            <form @submit=${e => { e.preventDefault(); this._run(command); }}>
                ${command.args.map(argument => this._renderField(argument, running))}
                ${this._lines.length || running ? html`<pre tabindex="0" aria-label="Output">${this._lines.join('\n')}</pre>` : ''}
                <div class="end">
                    <span class="state ${this._end ? this._end.ok ? 'good' : 'bad' : 'minor'}" role="status">${this._end?.message
                        ?? (running ? html`running for <process-manager-since at=${this._began}></process-manager-since>` : '')}</span>
                    ${running ? html`<vaadin-button theme="error" @click=${() => this._cancel(command)}>Cancel the command</vaadin-button>` : ''}
                    <vaadin-button theme="tertiary" @click=${() => this._close()}>Close</vaadin-button>
                    <vaadin-button theme="primary ${command.confirm ? 'error' : ''}" class="run" @click=${() => this._run(command)}
                        ?disabled=${running || !this._isComplete(command)}>${began ? 'Run again' : 'Run'}</vaadin-button>
                </div>
            </form>`;
    }

    _renderField({ name, title, value, choices, required, secret }, running) {
        const change = e => { this._values = { ...this._values, [name]: e.target.value }; };
        const now = this._values[name] ?? '';
        return html`<label>${title}${required ? '' : ' (optional)'}
            ${choices.length ? html`<select name=${name} ?disabled=${running} @change=${change}>
                    ${required && now ? '' : html`<option value="" ?selected=${now === ''}></option>`}
                    ${choices.map(choice => html`<option ?selected=${choice === now}>${choice}</option>`)}
                </select>`
            : html`<input name=${name} type=${secret ? 'password' : 'text'} autocomplete="off" spellcheck="false" .value=${now}
                ?disabled=${running} placeholder=${secret && value ? 'the default' : ''} @input=${change}>`}</label>`;
    }

    /** Whether each argument that needs a value has one. */
    _isComplete({ args }) {
        return args.every(argument => !argument.required || this._values[argument.name]);
    }

    _show(command) {
        this._values = Object.fromEntries(command.args.filter(argument => !argument.secret)
            .map(argument => [argument.name, argument.value || (argument.required ? argument.choices[0] ?? '' : '')]));
        this._lines = [];
        this._end = undefined;
        this._began = undefined;
        this._open = command.name;
        if (!command.confirm && !command.args.length) {
            this._run(command);
        }
    }

    _run(command) {
        if (this._began && !this._end || !this._isComplete(command)) {
            return;
        }
        clearTimeout(this._awaitEnd);
        this._awaitEnd = undefined;
        this._lines = [];
        this._end = undefined;
        this._began = Date.now();
        this._stream?.cancel();
        this._stream = this._jsonRpc.runCommand({ id: this.row.id, name: command.name, args: JSON.stringify(this._values), confirmed: true })
            .onNext(({ result }) => this._take(result));
    }

    _take({ lines, missing, done, ok, message }) {
        const gap = missing ? [`… ${lineCount(missing)} left out, which the log has`] : [];
        this._lines = [...this._lines, ...gap, ...lines].slice(-LINES);
        if (done) {
            this._end = { ok, message };
            this._stream?.cancel();
            this._stream = undefined;
        }
    }

    _cancel(command) {
        act(this._jsonRpc, 'cancelCommand', { id: this.row.id, name: command.name });
    }

    _close() {
        this._stream?.cancel();
        this._stream = undefined;
        this._open = undefined;
        this._values = {};
    }
}
customElements.define('process-manager-commands', ProcessManagerCommands);
