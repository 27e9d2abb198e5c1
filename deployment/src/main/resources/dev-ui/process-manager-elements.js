import { LitElement, html, css, svg } from 'lit';
import '@vaadin/icon';
import { duration, phaseDisplay, healthDisplay, toneColor } from './process-manager-display.js';

/** The time since an instant. One timer updates all elements of a page. */
class ProcessManagerSince extends LitElement {

    static ticking = new Set();
    static timer;

    static properties = { at: { type: Number }, suffix: { type: String } };

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
        const seconds = Math.max(0, Math.floor((Date.now() - this.at) / 1000));
        return html`${seconds < 10 ? `${seconds} s` : duration(seconds * 1000)}${this.suffix ?? ''}`;
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
