import { LitElement, html, css, svg } from 'lit';
import '@vaadin/icon';
import { elapsed, phaseDisplay, healthDisplay, toneColor } from './process-manager-display.js';

/** Stops the times of all elements at an instant, while the application is away; undefined continues them. */
export function holdTime(instant) {
    ProcessManagerSince.held = instant;
    ProcessManagerSince.ticking.forEach(element => element.requestUpdate());
}

/** The time since an instant, or with `ahead` the time until it. One timer updates all elements of a page. */
class ProcessManagerSince extends LitElement {

    static ticking = new Set();
    static timer;
    static held;

    static properties = { at: { type: Number }, suffix: { type: String }, ahead: { type: Boolean } };

    connectedCallback() {
        super.connectedCallback();
        const { ticking } = ProcessManagerSince;
        ticking.add(this);
        ProcessManagerSince.timer ??= setInterval(() => ticking.forEach(element => element.requestUpdate()), 1000);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        const { ticking } = ProcessManagerSince;
        ticking.delete(this);
        if (ticking.size === 0) {
            clearInterval(ProcessManagerSince.timer);
            ProcessManagerSince.timer = undefined;
        }
    }

    render() {
        const now = ProcessManagerSince.held ?? Date.now();
        const distance = this.ahead ? this.at - now : now - this.at;
        return html`${elapsed(distance)}${this.suffix ?? ''}`;
    }
}
customElements.define('process-manager-since', ProcessManagerSince);

/** A state as a word with its icon in its colour. */
class ProcessManagerState extends LitElement {

    static properties = { phase: { type: String }, health: { type: String }, plain: { type: Boolean } };

    static styles = css`
        :host {
            display: inline-flex;
            align-items: center;
            gap: var(--lumo-space-xs);
            white-space: nowrap;
            font-size: var(--lumo-font-size-s);
        }
        :host(:not([plain])) {
            font-weight: 500;
            padding: 2px 8px 2px 6px;
            border-radius: var(--lumo-border-radius-m);
            background: var(--tone-background);
        }
        vaadin-icon {
            width: 1em;
            height: 1em;
            flex: none;
        }
    `;

    render() {
        const { word, icon, tone } = this.phase ? phaseDisplay(this.phase) : healthDisplay(this.health);
        this.style.color = toneColor(tone);
        this.style.setProperty('--tone-background', tone === 'contrast' ? 'var(--lumo-contrast-5pct)'
            : `color-mix(in srgb, var(--lumo-${tone}-color) 12%, transparent)`);
        return html`<vaadin-icon icon=${icon}></vaadin-icon><span>${word}</span>`;
    }
}
customElements.define('process-manager-state', ProcessManagerState);

const WIDTH = 44, HEIGHT = 18;

/** The last values as a line. Screen readers skip it, because the number is beside it. */
class ProcessManagerSparkline extends LitElement {

    static properties = { values: { attribute: false }, floor: { type: Number }, wide: { type: Boolean } };

    static styles = css`
        :host {
            display: inline-block;
            width: ${WIDTH}px;
            height: ${HEIGHT}px;
            color: var(--lumo-primary-color);
            flex: none;
        }
        :host([wide]) {
            width: 100%;
            height: 40px;
        }
        svg {
            display: block;
            width: 100%;
            height: 100%;
        }
    `;

    render() {
        const values = this.values ?? [];
        if (values.length < 2) {
            return '';
        }
        // The floor limits the scale, so that noise does not appear as load.
        const top = Math.max(this.floor ?? 0, ...values) || 1;
        const points = values.map((value, i) => `${(i / (values.length - 1) * WIDTH).toFixed(1)},`
            + `${(HEIGHT - 1.5 - value / top * (HEIGHT - 3)).toFixed(1)}`);
        return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
            ${svg`<polygon points="0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}" fill="currentColor" opacity="0.15"/>
            <polyline points=${points.join(' ')} fill="none" stroke="currentColor" stroke-width="1.5"
                stroke-linejoin="round" vector-effect="non-scaling-stroke"/>`}
        </svg>`;
    }
}
customElements.define('process-manager-sparkline', ProcessManagerSparkline);

/** An address of a process: a link if a browser can open it, else the address with a button that copies it. */
class ProcessManagerEndpoint extends LitElement {

    static properties = {
        endpoint: { attribute: false },
        alive: { type: Boolean },
        short: { type: Boolean },
        _copied: { state: true },
    };

    static styles = css`
        :host {
            display: inline-flex;
            align-items: center;
            gap: 2px;
            min-width: 0;
            max-width: 100%;
            font-variant-numeric: tabular-nums;
        }
        a {
            color: var(--lumo-primary-text-color);
        }
        a, span {
            overflow: hidden;
            text-overflow: ellipsis;
            white-space: nowrap;
        }
        button {
            font: inherit;
            border: none;
            background: none;
            color: var(--lumo-secondary-text-color);
            cursor: pointer;
            padding: 2px;
            display: inline-flex;
            flex: none;
        }
        button:hover, button:focus-visible {
            color: var(--lumo-primary-text-color);
        }
        vaadin-icon {
            width: 0.85em;
            height: 0.85em;
        }
    `;

    render() {
        const { name, port, address, url } = this.endpoint;
        const text = this.short ? (name === 'main' || name === 'health check' ? `:${port}` : `${name}:${port}`) : address;
        if (port === 0) {
            return html`<span title="The process manager chooses the port">chosen later</span>`;
        }
        return url && this.alive
            ? html`<a href=${url} target="_blank" rel="noopener" router-ignore title="${name}: ${url}"
                aria-label="Open ${url}" @click=${e => e.stopPropagation()}>${text}</a>`
            : html`<span title="${name}: ${address}">${text}</span>
                <button type="button" aria-label="Copy ${address}" title=${this._copied ? 'Copied' : `Copy ${address}`} @click=${this._copy}>
                    <vaadin-icon icon="font-awesome-solid:${this._copied ? 'check' : 'copy'}"></vaadin-icon></button>`;
    }

    async _copy(event) {
        event.stopPropagation();
        await navigator.clipboard.writeText(this.endpoint.address);
        this._copied = true;
        setTimeout(() => { this._copied = false; }, 1500);
    }
}
customElements.define('process-manager-endpoint', ProcessManagerEndpoint);
