import { QwcHotReloadElement, html, css } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import './process-manager-subscription-ids.js';
import '@vaadin/button';
import '@vaadin/icon';

let library;

/** Loads xterm.js when the first terminal is opened. The library is no module: it puts its classes into the global object. */
async function terminalClass() {
    library ??= import('./xterm.js');
    await library;
    return globalThis.Terminal;
}

function bytes(base64) {
    const binary = atob(base64);
    return Uint8Array.from(binary, character => character.charCodeAt(0));
}

/**
 * The terminal of a process with tty=true: shows what the process writes, and sends the keys that are typed. The process gets the
 * size of the element.
 *
 *     <process-manager-terminal processid="repl"></process-manager-terminal>
 */
export class ProcessManagerTerminal extends QwcHotReloadElement {

    static properties = {
        processid: { type: String },
        /** Whether the process has never started, so that all it writes is new. */
        fresh: { type: Boolean },
        large: { type: Boolean, reflect: true },
        _refusal: { state: true },
    };

    static styles = css`
        :host {
            display: flex;
            flex-direction: column;
            height: 22em;
            min-width: 0;
        }
        :host([large]) {
            position: fixed;
            inset: 4vh 4vw;
            height: auto;
            z-index: 100;
            padding: var(--lumo-space-s);
            background: var(--lumo-base-color);
            border: 1px solid var(--lumo-contrast-30pct);
            border-radius: var(--lumo-border-radius-m);
            box-shadow: var(--lumo-box-shadow-xl);
        }
        .screen {
            flex: 1;
            min-height: 0;
            overflow: hidden;
            background: #1b1b1d;
            padding: 4px;
        }
        .bar {
            display: flex;
            justify-content: space-between;
            align-items: center;
            font-size: var(--lumo-font-size-xs);
            color: var(--lumo-secondary-text-color);
        }
        .refusal {
            color: var(--lumo-error-text-color);
        }
    `;

    constructor() {
        super();
        this.large = false;
        this._refusal = '';
        this._jsonRpc = new JsonRpc('quarkus-process-manager', false);
        this._keys = '';
    }

    render() {
        return html`
            <link rel="stylesheet" href=${new URL('./xterm.css', import.meta.url).href} @load=${() => this._fit()}>
            <div class="screen"></div>
            <div class="bar">
                <span class="refusal" role="status">${this._refusal}</span>
                <vaadin-button theme="small tertiary" @click=${() => { this.large = !this.large; }}
                        aria-label=${this.large ? 'Make the terminal smaller' : 'Make the terminal larger'}>
                    <vaadin-icon icon="font-awesome-solid:${this.large ? 'compress' : 'expand'}"></vaadin-icon>
                    ${this.large ? 'Smaller' : 'Larger'}
                </vaadin-button>
            </div>`;
    }

    async firstUpdated() {
        const Terminal = await terminalClass();
        this._terminal = new Terminal({
            cursorBlink: true,
            fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace',
            fontSize: 12,
            scrollback: 5000,
            theme: { background: '#1b1b1d' },
        });
        this._terminal.open(this.renderRoot.querySelector('.screen'));
        this._terminal.onData(keys => this._typeUnlessReplayed(keys));
        this._terminal.onBinary(keys => this._typeUnlessReplayed(keys));
        this._resized = new ResizeObserver(() => this._fit());
        this._resized.observe(this.renderRoot.querySelector('.screen'));
        this._subscribe();
    }

    disconnectedCallback() {
        this._resized?.disconnect();
        this._stream?.cancel();
        this._stream = undefined;
        super.disconnectedCallback();
    }

    connectedCallback() {
        super.connectedCallback();
        if (this._terminal) {
            this._resized.observe(this.renderRoot.querySelector('.screen'));
            this._subscribe();
        }
    }

    /** Called when the application is available, for the first time or again. */
    hotReload() {
        if (this._terminal) {
            this._subscribe();
        }
    }

    willUpdate(changed) {
        if (changed.has('processid') && changed.get('processid') !== undefined && this._terminal) {
            this._subscribe();
        }
    }

    _subscribe() {
        this._stream?.cancel();
        this._terminal.reset();
        this._refusal = '';
        this._size = '';
        // Undefined until the first bytes, which are from the past; an object until they are drawn; then false.
        this._replaying = this.fresh ? false : undefined;
        this._stream = this._jsonRpc.terminal({ id: this.processid }).onNext(({ result }) => this._write(bytes(result)));
        this._fit();
    }

    _write(written) {
        if (this._replaying === undefined) {
            const replay = this._replaying = {};
            this._terminal.write(written, () => {
                if (this._replaying === replay) {
                    this._replaying = false;
                }
            });
        } else {
            this._terminal.write(written);
        }
    }

    /** The terminal answers questions of programs, for example for the cursor. Those from the past have had their answers. */
    _typeUnlessReplayed(keys) {
        if (!this._replaying) {
            this._type(keys);
        }
    }

    /** Gives the terminal and the process as many columns and rows as the element has room for. */
    _fit() {
        const screen = this.renderRoot.querySelector('.screen');
        const drawn = this._terminal?.element?.querySelector('.xterm-screen');
        if (!drawn || drawn.clientWidth === 0 || screen.clientHeight === 0) {
            return;
        }
        const cell = { width: drawn.clientWidth / this._terminal.cols, height: drawn.clientHeight / this._terminal.rows };
        // Room for the padding and for the scroll bar.
        const columns = Math.max(20, Math.floor((screen.clientWidth - 24) / cell.width));
        const rows = Math.max(4, Math.floor((screen.clientHeight - 8) / cell.height));
        if (columns !== this._terminal.cols || rows !== this._terminal.rows) {
            this._terminal.resize(columns, rows);
        }
        if (this._size !== `${columns}x${rows}`) {
            this._size = `${columns}x${rows}`;
            this._jsonRpc.resize({ id: this.processid, columns, rows }).catch(() => { this._size = ''; });
        }
    }

    /** Sends keys in their order: those that are typed while a call is on its way go with the next one. */
    async _type(keys) {
        this._keys += keys;
        if (this._sending) {
            return;
        }
        this._sending = true;
        try {
            while (this._keys) {
                const next = this._keys;
                this._keys = '';
                const { result } = await this._jsonRpc.type({ id: this.processid, keys: next });
                this._refusal = result.message ?? '';
            }
        } catch {
            this._refusal = 'The application is away.';
        } finally {
            this._sending = false;
        }
    }
}
customElements.define('process-manager-terminal', ProcessManagerTerminal);
