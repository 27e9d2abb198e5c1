import { LitElement, html, css } from 'lit';
import { JsonRpc } from 'jsonrpc';
import '@vaadin/button';

/**
 * Sends lines to the standard input of a process.
 *
 *     <process-manager-line-input processid="db"></process-manager-line-input>
 */
export class ProcessManagerLineInput extends LitElement {

    static properties = {
        processid: { type: String },
        _refusal: { state: true },
    };

    static styles = css`
        form {
            display: flex;
            gap: var(--lumo-space-s);
            margin-top: var(--lumo-space-xs);
        }
        input {
            flex: 1;
            min-width: 0;
            font-family: var(--quarkus-font-mono, ui-monospace, monospace);
            font-size: var(--lumo-font-size-s);
            padding: var(--lumo-space-xs) var(--lumo-space-s);
            color: var(--lumo-body-text-color);
            background: var(--lumo-contrast-5pct);
            border: 1px solid var(--lumo-contrast-20pct);
            border-radius: var(--lumo-border-radius-m);
        }
        input:focus-visible {
            outline: 2px solid var(--lumo-primary-color-50pct);
        }
        .refusal {
            color: var(--lumo-error-text-color);
            font-size: var(--lumo-font-size-xs);
        }
    `;

    constructor() {
        super();
        this._refusal = '';
        this._jsonRpc = new JsonRpc('quarkus-process-manager', false);
    }

    render() {
        return html`
            <form @submit=${this._send}>
                <input aria-label="Line for the standard input" placeholder="Send a line" autocomplete="off" spellcheck="false">
                <vaadin-button theme="small" @click=${this._send}>Send</vaadin-button>
            </form>
            ${this._refusal ? html`<div class="refusal" role="alert">${this._refusal}</div>` : ''}`;
    }

    async _send(event) {
        event.preventDefault();
        const input = this.renderRoot.querySelector('input');
        const line = input.value;
        try {
            const { result } = await this._jsonRpc.send({ id: this.processid, line });
            this._refusal = result.message ?? '';
            if (!this._refusal) {
                input.value = '';
            }
        } catch {
            this._refusal = 'The application is away.';
        }
        input.focus();
    }
}
customElements.define('process-manager-line-input', ProcessManagerLineInput);
