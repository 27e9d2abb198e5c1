import { LitElement, html, css, nothing } from 'lit';
import '@vaadin/button';
import '@vaadin/icon';
import '@vaadin/select';
import '@vaadin/text-field';
import { Filter } from './process-manager-log-lines.js';
import { Search } from './process-manager-log-search.js';
import { ALWAYS, between, last } from './process-manager-log-time.js';

const LEVELS = [
    { label: 'All levels', value: 'TRACE' },
    { label: 'Debug and up', value: 'DEBUG' },
    { label: 'Info and up', value: 'INFO' },
    { label: 'Warnings, errors', value: 'WARN' },
    { label: 'Errors', value: 'ERROR' },
];
const SPANS = [
    { label: 'Any time', value: 'always' },
    { label: 'Last minute', value: '1' },
    { label: 'Last 5 minutes', value: '5' },
    { label: 'Last 15 minutes', value: '15' },
    { label: 'Last hour', value: '60' },
    { label: 'From … to …', value: 'between' },
];
/** The pause in typing after which the search starts, in milliseconds. */
const TYPING = 150;

/**
 * The toolbar of the logs. It fires "filter" with a Filter when the filter changes, and "command" with one of
 * previousMatch, nextMatch, previousEnd, nextEnd, previousError, nextError, follow, pause, copy, download.
 */
export class ProcessManagerLogTools extends LitElement {

    static properties = {
        /** The number of lines that match the search. */
        hits: { type: Number },
        follow: { type: Boolean },
        paused: { type: Boolean },
        /** The number of lines that are held back while paused. */
        waiting: { type: Number },
        /** Whether to hide less important tools. */
        compact: { type: Boolean, reflect: true },
        _text: { state: true },
        _regex: { state: true },
        _caseSensitive: { state: true },
        _onlyMatches: { state: true },
        _level: { state: true },
        _span: { state: true },
        _search: { state: true },
    };

    static styles = css`
        :host {
            display: block;
        }
        .tools, .group {
            display: flex;
            flex-wrap: wrap;
            align-items: center;
            gap: var(--lumo-space-xs) var(--lumo-space-s);
        }
        .group {
            gap: 0;
            flex-wrap: nowrap;
        }
        .group .name {
            color: var(--lumo-secondary-text-color);
            font-size: var(--lumo-font-size-s);
            padding: 0 var(--lumo-space-xs);
        }
        vaadin-text-field, vaadin-select {
            --vaadin-field-default-width: auto;
            --vaadin-input-field-value-font-size: var(--lumo-font-size-s);
            padding: 0;
        }
        vaadin-text-field {
            flex: 1 1 14em;
            max-width: 30em;
            min-width: 11em;
        }
        vaadin-select {
            width: 10.5em;
        }
        vaadin-button {
            margin: 0;
            min-width: 2.2em;
            color: var(--lumo-secondary-text-color);
        }
        vaadin-button:hover {
            color: var(--lumo-primary-text-color);
        }
        vaadin-icon {
            width: 16px;
            height: 16px;
        }
        vaadin-button[aria-pressed=true] {
            background-color: var(--lumo-primary-color-10pct);
            color: var(--lumo-primary-text-color);
        }
        .switch {
            padding: 0 0.4em;
        }
        .hits {
            min-width: 6.5em;
            color: var(--lumo-secondary-text-color);
            font-size: var(--lumo-font-size-s);
        }
        .error {
            color: var(--lumo-error-text-color);
            font-size: var(--lumo-font-size-s);
            padding-top: var(--lumo-space-xs);
        }
        .moment {
            color: var(--lumo-body-text-color);
            color-scheme: light dark;
            background-color: var(--lumo-contrast-10pct);
            border: none;
            border-radius: var(--lumo-border-radius-m);
            padding: 0.3em;
            font: inherit;
            font-size: var(--lumo-font-size-s);
        }
        .moment:focus-visible {
            outline: 2px solid var(--lumo-primary-color-50pct);
        }
        :host([compact]) .roomy {
            display: none;
        }
    `;

    constructor() {
        super();
        this.hits = 0;
        this.follow = true;
        this.paused = false;
        this.waiting = 0;
        this._text = '';
        this._regex = false;
        this._caseSensitive = false;
        this._onlyMatches = false;
        this._level = 'TRACE';
        this._span = 'always';
        this._from = '';
        this._to = '';
        this._search = Search.NOTHING;
    }

    disconnectedCallback() {
        clearTimeout(this._typing);
        super.disconnectedCallback();
    }

    /** Focuses the search field. */
    focusSearch() {
        const field = this.renderRoot.querySelector('vaadin-text-field');
        field.focus();
        field.inputElement?.select();
    }

    render() {
        return html`
            <div class="tools" role="toolbar" aria-label="Output">
                <slot></slot>
                ${this._renderSearch()}
                ${this._renderFilters()}
                <span class="group" role="group" aria-label="Ends of processes">
                    <span class="name">Ends</span>
                    ${this._button('previousEnd', 'chevron-up', 'Previous crash or end (Shift+C)')}
                    ${this._button('nextEnd', 'chevron-down', 'Next crash or end (C)')}
                </span>
                <span class="group roomy" role="group" aria-label="Errors">
                    <span class="name">Errors</span>
                    ${this._button('previousError', 'chevron-up', 'Previous error (Shift+E)')}
                    ${this._button('nextError', 'chevron-down', 'Next error (E)')}
                </span>
                <span class="group" role="group" aria-label="Lines">
                    ${this._button('follow', 'angles-down', 'Follow the end (End)', this.follow)}
                    ${this._button('pause', this.paused ? 'play' : 'pause', this._pauseTitle(), this.paused)}
                    ${this._button('copy', 'copy', 'Copy the selected lines, or all lines (Ctrl+C)')}
                    ${this._button('download', 'download', 'Download the lines')}
                </span>
            </div>
            <div class="error" role="alert" ?hidden=${this._search.error === null}>${this._search.error}</div>`;
    }

    _renderSearch() {
        return html`
            <vaadin-text-field theme="small" accessible-name="Search in the output" placeholder="Search ( / )" autocomplete="off"
                    clear-button-visible .value=${this._text} .invalid=${this._search.error !== null}
                    @value-changed=${e => this._typed(e.detail.value)} @keydown=${this._searchKey}>
                <vaadin-icon slot="prefix" icon="font-awesome-solid:magnifying-glass"></vaadin-icon>
            </vaadin-text-field>
            <span class="group" role="group" aria-label="Search options">
                ${this._switch('_regex', '.*', 'Regular expression')}
                ${this._switch('_caseSensitive', 'Aa', 'Match case')}
                ${this._switch('_onlyMatches', html`<vaadin-icon icon="font-awesome-solid:filter"></vaadin-icon>`,
                        'Show only lines that match')}
                ${this._button('previousMatch', 'chevron-up', 'Previous match (Shift+N)')}
                ${this._button('nextMatch', 'chevron-down', 'Next match (N)')}
            </span>
            <span class="hits" ?hidden=${!this._search.active}>
                ${this._search.active ? `${this.hits.toLocaleString('en')} ${this.hits === 1 ? 'line' : 'lines'}` : nothing}
            </span>`;
    }

    _renderFilters() {
        return html`
            <vaadin-select theme="small" accessible-name="Level" .items=${LEVELS} .value=${this._level}
                    @value-changed=${e => this._set('_level', e.detail.value)}></vaadin-select>
            <vaadin-select class="roomy" theme="small" accessible-name="Time" .items=${SPANS} .value=${this._span}
                    @value-changed=${e => this._set('_span', e.detail.value)}></vaadin-select>
            ${this._span === 'between' ? html`
                <input class="moment roomy" type="datetime-local" step="1" aria-label="From" .value=${this._from}
                        @change=${e => this._set('_from', e.target.value)}>
                <input class="moment roomy" type="datetime-local" step="1" aria-label="To" .value=${this._to}
                        @change=${e => this._set('_to', e.target.value)}>` : nothing}`;
    }

    _button(command, icon, title, pressed) {
        return html`
            <vaadin-button theme="icon small tertiary" aria-label=${title} title=${title} aria-pressed=${pressed ?? nothing}
                    data-command=${command} @click=${() => this._command(command)}>
                <vaadin-icon icon="font-awesome-solid:${icon}"></vaadin-icon>
            </vaadin-button>`;
    }

    _switch(property, face, title) {
        return html`
            <vaadin-button class="switch" theme="small tertiary" aria-label=${title} title=${title}
                    aria-pressed=${this[property]} @click=${() => this._set(property, !this[property])}>${face}</vaadin-button>`;
    }

    _pauseTitle() {
        return this.paused ? `Resume, ${this.waiting.toLocaleString('en')} lines are held back (P)` : 'Pause (P)';
    }

    _typed(text) {
        if (text !== this._text) {
            this._text = text;
            clearTimeout(this._typing);
            this._typing = setTimeout(() => this._changed(), TYPING);
        }
    }

    _searchKey(event) {
        if (event.key === 'Enter') {
            clearTimeout(this._typing);
            this._changed();
            this._command(event.shiftKey ? 'previousMatch' : 'nextMatch');
        }
    }

    _set(property, value) {
        if (this[property] !== value) {
            this[property] = value;
            this.requestUpdate();
            this._changed();
        }
    }

    _changed() {
        const { _text: text, _regex: regex, _caseSensitive: caseSensitive } = this;
        if (text !== this._search.text || regex !== this._search.regex || caseSensitive !== this._search.caseSensitive) {
            this._search = new Search(text, { regex, caseSensitive });
        }
        const span = this._span === 'always' ? ALWAYS
                : this._span === 'between' ? between(this._from, this._to) : last(Number(this._span));
        const filter = new Filter({ level: this._level, search: this._search, onlyMatches: this._onlyMatches, span });
        this.dispatchEvent(new CustomEvent('filter', { detail: filter }));
    }

    _command(name) {
        this.dispatchEvent(new CustomEvent('command', { detail: name }));
    }
}
customElements.define('process-manager-log-tools', ProcessManagerLogTools);
