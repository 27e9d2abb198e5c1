import { QwcHotReloadElement, html, css, nothing } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';
import './process-manager-subscription-ids.js';
import { connectionState } from 'connection-state';
import { themeState } from 'theme-state';
import '@vaadin/multi-select-combo-box';
import './process-manager-log-list.js';
import './process-manager-log-tools.js';
import { plain } from './process-manager-ansi.js';
import { Filter, LogLines, sentence } from './process-manager-log-lines.js';
import { storedLook, storeLook } from './process-manager-log-look.js';
import { Matching } from './process-manager-log-matching.js';
import { copy, download } from './process-manager-log-export.js';
import { dateAndClock } from './process-manager-log-time.js';
import { LiveRows } from './process-manager-rows.js';
import { hueOf } from './process-manager-hues.js';

const NAMESPACE = 'quarkus-process-manager';
/** The number of lines that the browser keeps, and of lines that it holds back while paused. */
const CAPACITY = 100_000;
/** The longest id that is shown in full, in characters. */
const LONGEST_NAME = 18;

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
        _known: { state: true },
        _follow: { state: true },
        _paused: { state: true },
        _connected: { state: true },
        _line: { state: true },
        _dark: { state: true },
        _error: { state: true },
        _hint: { state: true },
        _look: { state: true },
    };

    static styles = css`
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
        .status {
            display: flex;
            flex-wrap: wrap;
            gap: 0 var(--lumo-space-m);
            color: var(--lumo-secondary-text-color);
            font-size: var(--lumo-font-size-xs);
            padding: 0 var(--lumo-space-xs);
        }
        .warning {
            color: var(--lumo-warning-text-color);
        }
    `;

    constructor() {
        super();
        this.ids = [];
        this.picker = false;
        this.compact = false;
        this._known = [];
        this._follow = true;
        this._paused = false;
        this._connected = connectionState.current.isConnected === true;
        this._line = null;
        this._error = '';
        this._look = storedLook();
        this._filter = this._nextFilter = new Filter({ phases: this._look.phases });
        this._matching = new Matching();
        /** The steps on the lines that wait for the matches of an expression, in order. */
        this._steps = Promise.resolve();
        this._stepsWaiting = 0;
        this._jsonRpc = new JsonRpc(NAMESPACE, false);
        this._themeChanged = () => { this._dark = themeState.theme.name === 'dark'; };
        this._reset();
    }

    connectedCallback() {
        super.connectedCallback();
        this._themeChanged();
        themeState.addObserver(this._themeChanged);
        this._seen = new IntersectionObserver(entries => this._show(entries.at(-1).intersectionRect.height > 0));
        this._seen.observe(this);
    }

    disconnectedCallback() {
        this._seen.disconnect();
        themeState.removeObserver(this._themeChanged);
        this._show(false);
        this._matching.close();
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
        this._log = new LogLines(CAPACITY);
        this._filter = this._nextFilter;
        this._log.show(this._filter, Date.now());
        this._held = [];
        this._heldLines = 0;
        this._lostWhilePaused = 0;
        this._moments = [];
        this._line = null;
        this._hint = '';
    }

    _subscribe() {
        this._output?.cancel();
        this._processes?.cancel();
        this._output = this._processes = null;
        this._states = undefined;
        if (!this._visible || !this._connected) {
            return;
        }
        this._error = '';
        this._output = this._jsonRpc.logs({ ids: this.ids.join(',') })
            .onNext(message => this._take(message.result))
            .onError(message => { this._error = message.error?.message ?? 'cannot read the output'; });
        const live = new LiveRows();
        this._processes = this._jsonRpc.processes().onNext(({ result }) => {
            if (!result.ended) {
                this._takeProcesses(live.after(result).rows);
            }
        });
    }

    _take(batch) {
        if (!this._paused) {
            this._addBatch(batch);
            return;
        }
        this._held.push(batch);
        this._heldLines += batch.lines.length;
        while (this._heldLines > CAPACITY) {
            const lost = this._held.shift().lines.length;
            this._heldLines -= lost;
            this._lostWhilePaused += lost;
        }
        this.requestUpdate();
    }

    _addBatch(batch) {
        this._step(() => batch.lines.map(line => plain(line.text)), log => this._draw(log.add(batch, Date.now())));
    }

    /**
     * Makes a step on the lines: at once or, with an expression, when the worker has matched these texts. Steps keep their order. A
     * step for lines that are no longer shown is left out.
     */
    _step(texts, act) {
        const log = this._log, { search } = this._nextFilter;
        if (this._stepsWaiting === 0 && !search.remote) {
            act(log);
            return;
        }
        this._stepsWaiting++;
        this._steps = this._steps.then(async () => {
            if (log === this._log && search.remote) {
                await this._matching.match(search, texts(log));
            }
            this._stepsWaiting--;
            if (log === this._log) {
                act(log);
            }
            if (search.error) {
                this.renderRoot.querySelector('process-manager-log-tools')?.requestUpdate();
            }
        });
    }

    _takeProcesses(rows) {
        const ids = rows.map(row => row.id);
        if (String(ids) !== String(this._known)) {
            ids.forEach(hueOf);
            this._known = ids;
        }
        const states = rows.map(row => `${row.id} ${row.phase} ${row.health} ${row.incarnation} ${row.lastExit?.at}`).join();
        if (states !== this._states) {
            this._states = states;
            this._fetchMoments();
        }
    }

    async _fetchMoments() {
        const log = this._log;
        try {
            const { result } = await this._jsonRpc.moments({ ids: this.ids.join(',') });
            if (log !== this._log) {
                return;
            }
            this._moments = result.map(moment => ({ ...moment, time: moment.at }));
            if (!this._paused) {
                this._addMoments();
            }
        } catch {
            // The application is away. The next subscription calls this method again.
        }
    }

    _addMoments() {
        const moments = this._moments;
        this._step(() => moments.map(sentence),
            log => this._draw(moments.reduce((gone, moment) => gone + log.addMoment(moment, Date.now()), 0)));
    }

    /** Draws the current lines, after so many were removed at the beginning. */
    _draw(gone) {
        this._list?.refresh(gone);
        this.requestUpdate();
    }

    get _allShown() {
        return this._log.shown.slice(0, this._log.shown.length);
    }

    get _list() {
        return this.renderRoot?.querySelector('process-manager-log-list');
    }

    render() {
        const longest = Math.min(LONGEST_NAME, Math.max(3, ...this._known.map(id => id.length)));
        return html`
            <process-manager-log-tools ?compact=${this.compact} .hits=${this._log.hits} .errors=${this._log.errors}
                    .ends=${this._log.ends} .look=${this._look} .follow=${this._follow} .paused=${this._paused} .waiting=${this._heldLines}
                    @filter=${e => this._filterBy(e.detail)} @look=${e => this._setLook(e.detail)} @command=${e => this._do(e.detail)} @keydown=${this._typedInTools}>
                ${this.picker ? this._renderPicker() : nothing}
            </process-manager-log-tools>
            <process-manager-log-list style="--pm-id-width:${longest}ch" .lines=${this._log.shown} .search=${this._filter.search}
                    .several=${this.ids.length !== 1} .dark=${this._dark} .look=${this._look}
                    @keydown=${this._typed} @chosen=${e => { this._line = this._line && e.detail; }}
                    @dblclick=${() => this._do('whole')}
                    @follow-changed=${e => { this._follow = e.detail; }}></process-manager-log-list>
            ${this._line ? this._renderLine(this._line) : nothing}
            ${this._renderStatus()}`;
    }

    _renderPicker() {
        return html`
            <vaadin-multi-select-combo-box theme="small" accessible-name="Processes" placeholder="All processes"
                    clear-button-visible .items=${this._known} .selectedItems=${this.ids}
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

    _renderStatus() {
        const log = this._log;
        const dropped = [...log.dropped].map(([id, count]) => `${id}: ${number(count)}`).join(', ');
        return html`
            <div class="status">
                <span class="count">${number(log.shown.length)} of ${number(log.length)} lines</span>
                ${this._paused ? html`<span class="warning">paused, ${number(this._heldLines)} lines are held back</span>` : nothing}
                ${log.droppedTotal + this._lostWhilePaused > 0 ? html`
                    <span class="warning dropped">
                        ${number(log.droppedTotal + this._lostWhilePaused)} lines dropped, because they arrived too fast
                        ${dropped.length > 0 ? `(${dropped})` : nothing}
                    </span>` : nothing}
                ${log.removed > 0 ? html`<span>${number(log.removed)} older lines removed</span>` : nothing}
                <span role="status">${this._hint}</span>
                ${this._connected ? nothing : html`<span class="warning" role="status">Waiting for the application</span>`}
                ${this._error ? html`<span class="warning" role="alert">${this._error}</span>` : nothing}
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
        this._nextFilter = filter;
        this._hint = filter.search.remote && filter.search !== this._filter.search ? 'Searching' : this._hint;
        this._step(log => filter === this._nextFilter ? log.texts : [], log => {
            // A later filter makes its own step.
            if (filter === this._nextFilter) {
                this._apply(filter, log);
            }
        });
    }

    _apply(filter, log) {
        const shown = this._list.chosen[0] ?? log.shown.at(this._list.start);
        this._filter = filter;
        log.show(filter, Date.now());
        this._list.lines = log.shown;
        this._hint = filter.search.active ? log.hits === 1 ? '1 line matches' : `${number(log.hits)} lines match` : '';
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
            pause: () => this._pause(),
            copy: () => copy(this._list.chosen.length > 0 ? this._list.chosen : this._allShown),
            download: () => download(this._allShown, this.ids.length === 1 ? this.ids[0] : 'processes'),
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

    _pause() {
        this._paused = !this._paused;
        if (!this._paused) {
            const held = this._held;
            this._held = [];
            this._heldLines = 0;
            held.forEach(batch => this._addBatch(batch));
            this._addMoments();
        }
    }

    _typedInTools(event) {
        if (event.key === 'Escape') {
            event.preventDefault();
            this._list.focus();
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

function number(n) {
    return n.toLocaleString('en');
}
