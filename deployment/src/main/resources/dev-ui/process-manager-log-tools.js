import { LitElement, html, nothing } from 'lit';
import '@vaadin/button';
import '@vaadin/icon';
import '@vaadin/menu-bar';
import '@vaadin/select';
import '@vaadin/text-field';
import { lineCount } from './process-manager-display.js';
import { Filter } from './process-manager-log-filter.js';
import { overflow } from './process-manager-log-look.js';
import { logToolsStyles } from './process-manager-log-tools-styles.js';
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
 * The toolbar of the logs. It fires "filter" with a Filter when the filter changes, "look" with what changes in the look of the
 * lines, and "command" with one of previousMatch, nextMatch, previousEnd, nextEnd, previousError, nextError, follow, pause, copy,
 * download, clear.
 */
export class ProcessManagerLogTools extends LitElement {

    static properties = {
        /** The number of lines that match the search. */
        hits: { type: Number },
        /** The numbers of shown errors and of shown ends of processes. */
        errors: { type: Number },
        ends: { type: Number },
        /** How the lines look; see process-manager-log-look.js. */
        look: { attribute: false },
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

    static styles = logToolsStyles;

    constructor() {
        super();
        this.hits = this.errors = this.ends = 0;
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
                ${this._jumps('Exits', this.ends, 'End', 'exit', 'C', 'A line for each exit of a process, between the lines of output: go from one to the next')}
                ${this._jumps('Errors', this.errors, 'Error', 'error', 'E', 'A line at the level of an error, as guessed from its text: go from one to the next')}
                <span class="group" role="group" aria-label="Lines">
                    ${this._button('follow', 'angles-down', 'Follow the end (End)', this.follow)}
                    ${this._button('pause', this.paused ? 'play' : 'pause', this._pauseTitle(), this.paused)}
                    ${this._button('copy', 'copy', 'Copy the selected lines, or all lines (Ctrl+C)')}
                    ${this._renderOverflow()}
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
                <span slot="suffix" class="hits" ?hidden=${!this._search.active}>
                    ${this._search.active ? lineCount(this.hits) : nothing}
                </span>
            </vaadin-text-field>
            <span class="group" role="group" aria-label="Search options">
                ${this._switch('_regex', '.*', 'Regular expression')}
                ${this._switch('_caseSensitive', 'Aa', 'Match case')}
                ${this._switch('_onlyMatches', html`<vaadin-icon icon="font-awesome-solid:filter"></vaadin-icon>`,
                        'Show only lines that match')}
                ${this._button('previousMatch', 'chevron-up', 'Previous match (Shift+N)')}
                ${this._button('nextMatch', 'chevron-down', 'Next match (N)')}
            </span>`;
    }

    /** The buttons for the lines of a kind: how many there are, and the way to the next one. */
    _jumps(name, count, command, noun, key, title) {
        return html`
            <span class="group" role="group" aria-label=${title} title=${title}>
                <span class="name">${name} ${count.toLocaleString('en')}</span>
                ${this._button(`previous${command}`, 'chevron-up', `Previous ${noun} (Shift+${key})`)}
                ${this._button(`next${command}`, 'chevron-down', `Next ${noun} (${key})`)}
            </span>`;
    }

    _renderOverflow() {
        return html`
            <vaadin-menu-bar theme="icon small tertiary" .items=${[{ component: this._dots(), tooltip: 'More', children: overflow(this.look, SPANS, this._span) }]}
                    @item-selected=${e => this._chosen(e.detail.value)}></vaadin-menu-bar>`;
    }

    _dots() {
        if (!this._more) {
            this._more = document.createElement('vaadin-icon');
            this._more.setAttribute('icon', 'font-awesome-solid:ellipsis-vertical');
            this._more.setAttribute('aria-label', 'More');
        }
        return this._more;
    }

    _chosen({ look, span, command }) {
        if (look) {
            this.look = { ...this.look, ...look };
            this.dispatchEvent(new CustomEvent('look', { detail: look }));
            if ('phases' in look) {
                this._changed();
            }
        } else if (span) {
            this._set('_span', span);
        } else if (command) {
            this._command(command);
        }
    }

    _renderFilters() {
        return html`
            <vaadin-select theme="small" accessible-name="Level" .items=${LEVELS} .value=${this._level}
                    @value-changed=${e => this._set('_level', e.detail.value)}></vaadin-select>
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
        return this.paused ? `Resume, ${lineCount(this.waiting)} held back (P)` : 'Pause (P)';
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
        const filter = new Filter({ level: this._level, search: this._search, onlyMatches: this._onlyMatches, span,
            phases: this.look.phases });
        this.dispatchEvent(new CustomEvent('filter', { detail: filter }));
    }

    _command(name) {
        this.dispatchEvent(new CustomEvent('command', { detail: name }));
    }
}
customElements.define('process-manager-log-tools', ProcessManagerLogTools);
