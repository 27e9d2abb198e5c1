import { QwcHotReloadElement, html, css, nothing } from 'qwc-hot-reload-element';
import { connectionState } from 'connection-state';
import { themeState } from 'theme-state';
import '@vaadin/multi-select-combo-box';
import './process-manager-log-list.js';
import './process-manager-log-tools.js';
import { LogFeed } from './process-manager-log-feed.js';
import { Filter } from './process-manager-log-filter.js';
import { matches, statusLine, statusStyles } from './process-manager-log-status.js';
import { storedLook, storeLook } from './process-manager-log-look.js';
import { copy, download } from './process-manager-log-export.js';
import { dateAndClock } from './process-manager-log-time.js';

/** The longest id that is shown in full, in letters: in a wide window, and in a narrow one. */
const LONGEST_NAME = { wide: 18, narrow: 12 };

/**
 * The live output of some or all processes: for the page, for the details of a process, and for the footer. It subscribes to the
 * output only while it is visible.
 *
 *     <process-manager-log-view .ids=${['db', 'web']}></process-manager-log-view>
 */
export class ProcessManagerLogView extends QwcHotReloadElement {

    static properties = {
        /** The ids of the processes; empty for all. */
        ids: { attribute: false },
        /** Whether to show a selection of the processes. */
        picker: { type: Boolean },
        /** Whether to hide less important tools. */
        compact: { type: Boolean, reflect: true },
        _follow: { state: true },
        _connected: { state: true },
        _line: { state: true },
        _dark: { state: true },
        _hint: { state: true },
        _look: { state: true },
    };

    static styles = [statusStyles, css`
        :host {
            display: flex;
            flex-direction: column;
            gap: var(--lumo-space-xs);
            height: 100%;
            min-height: 0;
            min-width: 0;
        }
        process-manager-log-list {
            flex: 1;
            min-height: 80px;
            border-top: 1px solid var(--lumo-contrast-10pct);
            border-bottom: 1px solid var(--lumo-contrast-10pct);
        }
        vaadin-multi-select-combo-box {
            --vaadin-field-default-width: auto;
            flex: 1 1 9em;
            min-width: 9em;
            max-width: 26em;
            padding: 0;
        }
        .line {
            max-height: 30%;
            overflow: auto;
            padding: var(--lumo-space-xs) var(--lumo-space-s);
            background-color: var(--lumo-contrast-5pct);
            font-size: var(--lumo-font-size-s);
        }
        .line pre {
            margin: 0;
            white-space: pre-wrap;
            overflow-wrap: anywhere;
        }
    `];

    constructor() {
        super();
        this.ids = [];
        this.picker = false;
        this.compact = false;
        this._follow = true;
        this._connected = connectionState.current.isConnected === true;
        this._line = null;
        this._hint = this._found = '';
        this._look = storedLook();
        this._filter = new Filter({ phases: this._look.phases });
        this._feed = new LogFeed(this._filter, {
            changed: gone => this._draw(gone),
            waiting: () => this.requestUpdate(),
            searched: ({ error }) => error && this.renderRoot.querySelector('process-manager-log-tools')?.requestUpdate(),
        });
        this._themeChanged = () => { this._dark = themeState.theme.name === 'dark'; };
        this._toolKeys = { handleEvent: event => this._typedInTools(event), capture: true };
        this._typedAnywhere = event => this._slash(event);
    }

    connectedCallback() {
        super.connectedCallback();
        window.addEventListener('keydown', this._typedAnywhere);
        this._themeChanged();
        themeState.addObserver(this._themeChanged);
        this._seen = new IntersectionObserver(entries => this._show(entries.at(-1).intersectionRect.height > 0));
        this._seen.observe(this);
    }

    disconnectedCallback() {
        this._seen.disconnect();
        themeState.removeObserver(this._themeChanged);
        window.removeEventListener('keydown', this._typedAnywhere);
        this._show(false);
        this._feed.close();
        super.disconnectedCallback();
    }

    /** Called when the application is available, for the first time or again. */
    hotReload() {
        this._subscribe();
    }

    _connectionStateChange() {
        this._connected = connectionState.current.isConnected === true;
        super._connectionStateChange();
    }

    willUpdate(changed) {
        if (changed.has('ids') && changed.get('ids') !== undefined && String(changed.get('ids')) !== String(this.ids)) {
            this._reset();
            this._subscribe();
        }
    }

    _show(visible) {
        this._visible = visible;
        this._subscribe();
    }

    _reset() {
        this._filter = this._feed.filter;
        this._feed.reset(this._filter);
        this._line = null;
        this._hint = '';
    }

    _subscribe() {
        if (this._visible && this._connected) {
            this._feed.subscribe(this.ids);
        } else {
            this._feed.unsubscribe();
        }
    }

    /** Draws the current lines, after so many were removed at the beginning. */
    _draw(gone) {
        this._list?.refresh(gone);
        this.requestUpdate();
    }

    get _log() {
        return this._feed.log;
    }

    get _allShown() {
        return this._log.shown.slice(0, this._log.shown.length);
    }

    get _list() {
        return this.renderRoot?.querySelector('process-manager-log-list');
    }

    render() {
        const most = window.innerWidth > 800 ? LONGEST_NAME.wide : LONGEST_NAME.narrow;
        const longest = Math.min(most, Math.max(3, ...this._feed.known.map(id => id.length)));
        return html`
            <process-manager-log-tools ?compact=${this.compact} .hits=${this._log.hits} .errors=${this._log.errors}
                    .ends=${this._log.ends} .look=${this._look} .follow=${this._follow} .paused=${this._feed.paused} .waiting=${this._feed.heldLines}
                    @filter=${e => this._filterBy(e.detail)} @look=${e => this._setLook(e.detail)} @command=${e => this._do(e.detail)} @keydown=${this._toolKeys}>
                ${this.picker ? this._renderPicker() : nothing}
            </process-manager-log-tools>
            <process-manager-log-list style="--pm-id-width:${longest}ch" .lines=${this._log.shown} .search=${this._filter.search}
                    .several=${this.ids.length !== 1} .longest=${longest} .dark=${this._dark} .look=${this._look}
                    @keydown=${this._typed} @chosen=${e => { this._line = this._line && e.detail; }}
                    @dblclick=${() => this._do('whole')}
                    @follow-changed=${e => { this._follow = e.detail; }}></process-manager-log-list>
            ${this._line ? this._renderLine(this._line) : nothing}
            ${statusLine(this._feed, { searching: this._filter.search.active, hint: this._hint, found: this._found, connected: this._connected })}`;
    }

    _renderPicker() {
        return html`
            <vaadin-multi-select-combo-box theme="small" accessible-name="Processes" placeholder="All processes"
                    clear-button-visible .items=${this._feed.known} .selectedItems=${this.ids}
                    @selected-items-changed=${e => this._pick(e.detail.value)}></vaadin-multi-select-combo-box>`;
    }

    _renderLine(line) {
        const what = line.kind !== 'line' ? (line.kind === 'end' ? 'exit' : 'phase') : `${line.err ? 'standard error' : 'standard output'}, line ${line.seq}`;
        return html`
            <div class="line" role="region" aria-label="The whole line">
                ${line.id}, start ${line.incarnation}, ${dateAndClock(line.time)}, ${what}
                <pre>${line.plain}</pre>
            </div>`;
    }

    _pick(ids) {
        if (String(ids) !== String(this.ids)) {
            this.ids = [...ids];
            this.dispatchEvent(new CustomEvent('picked', { detail: this.ids }));
        }
    }

    _setLook(change) {
        this._look = { ...this._look, ...change };
        storeLook(this._look);
    }

    _filterBy(filter) {
        this._hint = filter.search.remote && filter.search !== this._filter.search ? 'Searching' : this._hint;
        this._feed.show(filter, log => this._apply(filter, log));
    }

    _apply(filter, log) {
        const shown = this._list.chosen[0] ?? log.shown.at(this._list.start);
        this._filter = filter;
        log.show(filter, Date.now());
        this._list.lines = log.shown;
        this._hint = '';
        // A screen reader gets the number once for each search; the visible one changes with each line.
        this._found = filter.search.active ? matches(log.hits) : '';
        if (!this._follow && shown) {
            const index = log.shown.find(0, 1, line => line === shown || line.time >= shown.time);
            this._list.go(index < 0 ? log.shown.length - 1 : index, { middle: true });
        }
        this._draw(0);
    }

    _do(command) {
        const actions = {
            nextMatch: () => this._jump(1, line => line.hit),
            previousMatch: () => this._jump(-1, line => line.hit),
            nextEnd: () => this._jump(1, line => line.kind === 'end'),
            previousEnd: () => this._jump(-1, line => line.kind === 'end'),
            nextError: () => this._jump(1, line => line.level === 'ERROR'),
            previousError: () => this._jump(-1, line => line.level === 'ERROR'),
            follow: () => this._list.goToEnd(),
            pause: () => {
                this._feed.pause();
                this.requestUpdate();
            },
            copy: () => copy(this._list.chosen.length > 0 ? this._list.chosen : this._allShown),
            download: () => download(this._allShown, this.ids.length === 1 ? this.ids[0] : 'processes'),
            clear: () => this._clear(),
            whole: () => { this._line = this._line ? null : this._list.chosen.at(-1) ?? null; },
        };
        actions[command]();
    }

    /** Goes to the next line that meets a condition; from the last line to the first, and the other way round. */
    _jump(direction, wanted) {
        const lines = this._log.shown;
        const edge = direction > 0 ? 0 : lines.length - 1;
        const current = this._list.current;
        const from = current >= 0 ? current + direction : this._follow ? edge : this._list.start;
        const found = lines.find(from, direction, wanted);
        const index = found >= 0 ? found : lines.find(edge, direction, wanted);
        this._hint = index >= 0 ? '' : 'No such line';
        if (index >= 0) {
            this._list.go(index, { middle: true });
        }
    }

    _clear() {
        this._line = null;
        this._log.clear(Date.now());
        this._list.goToEnd();
        this._draw(0);
    }

    /** Escape in the search goes back to the lines, before the field clears its text. In the other tools it closes their lists. */
    _typedInTools(event) {
        const inSearch = event.composedPath().some(node => node.localName === 'vaadin-text-field');
        if (event.key === 'Escape' && inSearch) {
            event.preventDefault();
            event.stopPropagation();
            this._list.focus();
        }
    }

    /** The key of the search, wherever the focus is. The compact views have it only for their lines. */
    _slash(event) {
        const { localName, isContentEditable } = event.composedPath()[0];
        const typing = isContentEditable || ['input', 'textarea', 'select'].includes(localName);
        if (event.key === '/' && this._visible && !this.compact && !typing && !event.defaultPrevented
                && !event.ctrlKey && !event.metaKey && !event.altKey) {
            this.renderRoot.querySelector('process-manager-log-tools').focusSearch();
            event.preventDefault();
        }
    }

    _typed(event) {
        const selection = document.getSelection()?.toString() ?? '';
        if ((event.ctrlKey || event.metaKey) && event.key === 'c' && selection === '') {
            this._do('copy');
        } else if (event.ctrlKey || event.metaKey || event.altKey) {
            return;
        } else if (event.key === 'w') {
            this._setLook({ wrap: !this._look.wrap });
        } else if (event.key === 'l') {
            this._setLook({ numbers: !this._look.numbers });
        } else if (event.key === '/') {
            this.renderRoot.querySelector('process-manager-log-tools').focusSearch();
        } else if (event.key === 'Escape' && this._line) {
            this._line = null;
        } else {
            const command = {
                n: 'nextMatch', N: 'previousMatch', c: 'nextEnd', C: 'previousEnd', e: 'nextError', E: 'previousError',
                p: 'pause', Enter: 'whole',
            }[event.key];
            if (command === undefined) {
                return;
            }
            this._do(command);
        }
        event.preventDefault();
    }
}
customElements.define('process-manager-log-view', ProcessManagerLogView);
