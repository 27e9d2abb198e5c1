import '@vaadin/context-menu';
import { html, css } from 'lit';
import { groupMenu, choose, menu, openMenu } from './process-manager-actions.js';
import { putIntoAddress } from './process-manager-address.js';
import { LiveRows } from './process-manager-rows.js';

export const frameStyles = css`
    .main {
        display: flex;
        flex: 1;
        min-height: 0;
        position: relative;
    }
    vaadin-context-menu {
        display: block;
        flex: 1;
        min-width: 0;
        height: 100%;
    }
    qwc-process-manager-details {
        width: min(460px, 50%);
        border-left: 1px solid var(--lumo-contrast-10pct);
    }
    .main.narrow qwc-process-manager-details {
        position: absolute;
        inset: 0;
        width: auto;
        border: none;
        z-index: 1;
    }
`;

/** The name of the selected process in the address, so that a reload or a link opens its details: {@code processes?id=db}. */
const SELECTED = 'id';

/** Below this width in pixels, the details cover the content. */
const NARROW = 820;

/**
 * A page with a view of all processes, the menu of one process, and the details of the selected one. A page calls renderFrame()
 * with its content and with the rows; it can override selectionClosed().
 */
export const WithFrame = Page => class extends Page {

    static properties = {
        _signals: { state: true },
        _menu: { state: true },
        _selected: { state: true },
        _width: { state: true },
        /** How often the page has subscribed: a live reload changes settings without a change of a row. */
        _subscribed: { state: true },
    };

    constructor() {
        super();
        this._signals = [];
        this._menu = [];
        this._width = 1200;
        this._subscribed = 0;
        this._measure = new ResizeObserver(([entry]) => {
            this._width = entry.contentRect.width;
        });
    }

    connectedCallback() {
        super.connectedCallback();
        this._measure.observe(this);
        const selected = new URLSearchParams(location.search).get(SELECTED);
        if (selected) {
            this._select(selected);
        }
    }

    disconnectedCallback() {
        this._measure.disconnect();
        super.disconnectedCallback();
    }

    /** Subscribes to the processes, and asks for the signals of the menus. */
    followProcesses(take) {
        this._subscribed++;
        this.jsonRpc.signals().then(answer => {
            this._signals = answer.result;
        });
        const live = new LiveRows();
        return this.jsonRpc.processes().onNext(this._seen(update => take(live.after(update))));
    }

    get _narrow() {
        return this._width < NARROW;
    }

    renderFrame(content, rows) {
        const selected = rows.find(row => row.id === this._selected);
        return html`
            <div class="main ${this._narrow ? 'narrow' : ''}" @keydown=${this._escape}>
                <vaadin-context-menu .items=${this._menu} open-on="process-menu"
                        @item-selected=${e => this._choose(e.detail.value)}>${content}</vaadin-context-menu>
                ${selected ? html`<qwc-process-manager-details .row=${selected} .rows=${rows} .subscribed=${this._subscribed}
                    @close-details=${this._closeDetails}
                    @select-process=${e => this._select(e.detail)}></qwc-process-manager-details>` : ''}
            </div>`;
    }

    /** The width that the details of the selected process leave to the content, in pixels. */
    contentWidth(rows) {
        const taken = rows.some(row => row.id === this._selected) && !this._narrow ? Math.min(460, this._width / 2) : 0;
        return this._width - taken;
    }

    /** Opens the menu of a process, with these items above the actions. */
    openProcessMenu(target, row, x, y, extra = []) {
        this._menuFor = row.id;
        this._menu = menu(row, this._signals, extra);
        openMenu(this, target, x, y);
    }

    /** The same for all replicas of a process. What is for one process only is left out. */
    openReplicasMenu(target, row, x, y, extra) {
        this._menuFor = row.group;
        this._menu = groupMenu(row, extra);
        openMenu(this, target, x, y);
    }

    /** An item was chosen that only this page knows. */
    chosen() {
    }

    /** The details were closed by the user. */
    selectionClosed() {
    }

    _choose(item) {
        if (item.action === 'details') {
            this._select(this._menuFor);
        } else if (item.action === 'unfold') {
            this.chosen(item, this._menuFor);
        } else {
            choose(this.jsonRpc, this._menuFor, item);
        }
    }

    _select(id) {
        if (id) {
            // The details are the largest part of a page, and most visits need none.
            import('./qwc-process-manager-details.js');
        }
        this._selected = id;
        putIntoAddress(SELECTED, id);
    }

    _closeDetails() {
        this._select(undefined);
        this.selectionClosed();
    }

    _escape(event) {
        if (event.key === 'Escape' && !event.defaultPrevented && this._selected) {
            this._closeDetails();
        }
    }
};
