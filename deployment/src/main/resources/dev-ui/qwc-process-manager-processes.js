import { QwcHotReloadElement, html, css } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import './process-manager-numbers.js';
import '@vaadin/button';

/**
 * The processes of the application, as they are now.
 */
export class QwcProcessManagerProcesses extends QwcHotReloadElement {

    jsonRpc = new JsonRpc(this);

    static styles = css`
        :host {
            display: block;
            padding: var(--lumo-space-m);
            overflow: auto;
        }
        td, th {
            padding: var(--lumo-space-xs) var(--lumo-space-s);
            text-align: left;
        }
    `;

    static properties = {
        _overview: { state: true },
    };

    connectedCallback() {
        super.connectedCallback();
        this._subscribe();
    }

    disconnectedCallback() {
        this._processes?.cancel();
        super.disconnectedCallback();
    }

    hotReload() {
        this._subscribe();
    }

    _subscribe() {
        this._processes?.cancel();
        this._processes = this.jsonRpc.processes().onNext(message => {
            this._overview = message.result;
        });
    }

    render() {
        if (!this._overview) {
            return html`<p>Waiting for the application</p>`;
        }
        return html`
            <table>
                <thead><tr><th>Process</th><th>Phase</th><th>Health</th><th>Why</th><th>Actions</th></tr></thead>
                <tbody>${this._overview.rows.map(row => html`
                    <tr>
                        <td>${row.name}</td><td>${row.phase}</td><td>${row.health}</td><td>${row.why}</td>
                        <td>${row.actions.filter(action => action !== 'signal').map(action => html`
                            <vaadin-button theme="small" aria-label="${action} ${row.name}"
                                    @click=${() => this.jsonRpc[action]({ id: row.id })}>${action}</vaadin-button>`)}
                        </td>
                    </tr>`)}
                </tbody>
            </table>`;
    }
}
customElements.define('qwc-process-manager-processes', QwcProcessManagerProcesses);
