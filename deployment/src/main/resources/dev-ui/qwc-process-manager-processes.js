import '@vaadin/grid';
import '@vaadin/grid/vaadin-grid-sorter.js';
import { columnBodyRenderer, columnHeaderRenderer } from '@vaadin/grid/lit.js';
import '@vaadin/button';
import '@vaadin/text-field';
import { ProcessManagerPage, html, css } from './process-manager-page.js';
import { ACTIONS, act } from './process-manager-actions.js';
import { bytes, percent } from './process-manager-display.js';
import { KINDS, table } from './process-manager-table.js';
import { cpuOf, memoryOf, remember } from './process-manager-history.js';
import { WithFrame, frameStyles } from './process-manager-frame.js';
import './process-manager-elements.js';

/** The width in pixels below which a column is hidden. The details show all values. */
const NEEDS = { health: 560, port: 630, lastExit: 750, uptime: 850, cpu: 965, memory: 1085, restarts: 1185, pid: 1260 };

const MEGABYTES_32 = 32 * 1024 * 1024;

/** The current processes of the application, with their actions. */
export class QwcProcessManagerProcesses extends WithFrame(ProcessManagerPage) {

    static properties = {
        _overview: { state: true },
        _text: { state: true },
        _kind: { state: true },
        _grouped: { state: true },
    };

    static styles = [ProcessManagerPage.styles, frameStyles, css`
        .bar {
            display: flex;
            flex-wrap: wrap;
            align-items: center;
            gap: var(--lumo-space-s);
            padding: 0 var(--lumo-space-m) var(--lumo-space-s) var(--lumo-space-m);
        }
        .bar vaadin-text-field {
            width: 15em;
            padding: 0;
        }
        .bar .gap {
            flex: 1;
        }
        .kind {
            font: inherit;
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
            background: none;
            border: 1px solid var(--lumo-contrast-20pct);
            border-radius: 1em;
            padding: 2px 10px;
            cursor: pointer;
        }
        .kind:hover {
            background: var(--lumo-contrast-5pct);
        }
        .kind:focus-visible {
            outline: 2px solid var(--lumo-primary-color-50pct);
            outline-offset: 1px;
        }
        .kind[aria-pressed='true'] {
            color: var(--lumo-primary-contrast-color);
            background: var(--lumo-primary-color);
            border-color: transparent;
        }
        .kind.alarm:not([aria-pressed='true']) {
            color: var(--lumo-error-text-color);
            border-color: var(--lumo-error-color-50pct);
        }
        vaadin-grid {
            height: 100%;
            border: none;
            --vaadin-grid-cell-padding: 4px 8px;
            font-size: var(--lumo-font-size-s);
        }
        vaadin-grid::part(head) {
            background: var(--lumo-contrast-5pct);
        }
        vaadin-grid::part(chosen) {
            background: var(--lumo-primary-color-10pct);
        }
        .away ~ .main vaadin-grid {
            opacity: 0.6;
        }
        .two {
            display: flex;
            flex-direction: column;
            min-width: 0;
            line-height: 1.35;
        }
        .two > * {
            overflow: hidden;
            text-overflow: ellipsis;
            white-space: nowrap;
        }
        .name {
            font-weight: 600;
            font-size: var(--lumo-font-size-m);
        }
        .why, .minor {
            color: var(--lumo-secondary-text-color);
            font-size: var(--lumo-font-size-s);
        }
        .number {
            font-variant-numeric: tabular-nums;
            white-space: nowrap;
        }
        .usage {
            display: flex;
            align-items: center;
            justify-content: flex-end;
            gap: var(--lumo-space-s);
        }
        .unexpected {
            color: var(--lumo-error-text-color);
        }
        .buttons {
            display: flex;
            justify-content: flex-end;
        }
        .buttons vaadin-button, .bar vaadin-button {
            margin: 0;
        }
        .buttons vaadin-icon, .bar vaadin-button vaadin-icon {
            width: 0.95em;
            height: 0.95em;
        }
        .group {
            font: inherit;
            border: none;
            background: none;
            color: var(--lumo-header-text-color);
            font-weight: 600;
            cursor: pointer;
            padding: 0;
            display: flex;
            align-items: center;
            gap: var(--lumo-space-s);
            white-space: nowrap;
        }
        .group vaadin-icon {
            width: 0.8em;
            height: 0.8em;
        }
        a {
            color: var(--lumo-primary-text-color);
        }
        .none {
            padding: var(--lumo-space-xl);
            text-align: center;
            color: var(--lumo-secondary-text-color);
        }
    `];

    constructor() {
        super();
        this._text = '';
        this._folded = new Set();
        this._provider = (request, answer) => {
            this._order = request.sortOrders[0];
            const rows = this._table();
            answer(rows.slice(request.page * request.pageSize, (request.page + 1) * request.pageSize), rows.length);
        };
    }

    follow() {
        return [this.followProcesses(overview => this._take(overview))];
    }

    _take(overview) {
        remember(overview.rows);
        this._grouped ??= overview.rows.some(row => row.group) || undefined;
        this._overview = overview;
    }

    _table() {
        const { _text: text, _kind: kind, _grouped: grouped, _folded: folded, _order: order } = this;
        return table(this._overview.rows, { text, kind, grouped, folded, order });
    }

    updated(changed) {
        const grid = this.renderRoot.querySelector('vaadin-grid');
        if (grid && ['_overview', '_text', '_kind', '_grouped', '_selected'].some(name => changed.has(name))) {
            grid.clearCache();
        }
    }

    render() {
        if (!this._overview) {
            return html`${this.renderAway()}${this.renderLoading()}`;
        }
        const { rows } = this._overview;
        return html`
            ${this._renderBar()}
            ${this.renderAway()}
            ${this.renderFrame(this._renderGrid(this.contentWidth(rows)), rows)}`;
    }

    _renderBar() {
        const { rows } = this._overview;
        return html`
            <div class="bar">
                <vaadin-text-field theme="small" placeholder="Filter" clear-button-visible accessible-name="Filter the processes"
                        .value=${this._text} @value-changed=${e => { this._text = e.detail.value; }}>
                    <vaadin-icon slot="prefix" icon="font-awesome-solid:magnifying-glass"></vaadin-icon>
                </vaadin-text-field>
                ${Object.entries(KINDS).map(([kind, { word, fits }]) => {
                    const count = rows.filter(fits).length;
                    return count === 0 && this._kind !== kind ? '' : html`
                        <button class="kind ${kind === 'down' ? 'alarm' : ''}" aria-pressed=${this._kind === kind}
                            title="Show only processes that are ${word}"
                            @click=${() => { this._kind = this._kind === kind ? undefined : kind; }}>${count} ${word}</button>`;
                })}
                ${rows.some(row => row.group) ? html`
                    <button class="kind" aria-pressed=${this._grouped === true}
                        @click=${() => { this._grouped = !this._grouped; }}>by pattern</button>` : ''}
                <span class="gap"></span>
                ${['start', 'stop', 'restart'].map(action => html`
                    <vaadin-button theme="small ${action === 'stop' ? 'error' : ''} tertiary" ?disabled=${this._away !== undefined}
                            @click=${() => act(this.jsonRpc, `${action}All`)}>
                        <vaadin-icon icon=${ACTIONS[action].icon} slot="prefix"></vaadin-icon>
                        ${ACTIONS[action].label} all
                    </vaadin-button>`)}
            </div>`;
    }

    _renderGrid(width) {
        const column = (path, title, columnWidth, body, { grow = 0, end = false, sort = true } = {}) => html`
            <vaadin-grid-column width=${columnWidth} flex-grow=${grow} ?hidden=${width < NEEDS[path]} resizable
                ?frozen-to-end=${path === 'actions'}
                text-align=${end ? 'end' : 'start'}
                ${columnHeaderRenderer(() => sort ? html`<vaadin-grid-sorter path=${path === 'uptime' ? 'startedAt' : path}>${title}</vaadin-grid-sorter>`
                    : html`<span class="minor">${title}</span>`, [])}
                ${columnBodyRenderer(row => row.head && path !== 'name' ? '' : html`
                    <div data-process=${row.name} data-column=${path}>${body(row)}</div>`, [this._selected, this._away])}>
            </vaadin-grid-column>`;
        return html`
            <vaadin-grid aria-label="Processes" theme="no-border row-dividers" .dataProvider=${this._provider} page-size="1000"
                    item-id-path="id" .cellPartNameGenerator=${(c, model) => model.item.id === this._selected ? 'chosen' : ''}
                    @active-item-changed=${this._activate}>
                ${column('name', 'Process', '230px', row => this._renderName(row), { grow: 1 })}
                ${column('phase', 'Phase', '116px', row => html`<process-manager-state phase=${row.state}></process-manager-state>`)}
                ${column('health', 'Health', '100px', row => row.health === 'UNCHECKED' ? html`<span class="minor" title="No health check">none</span>`
                    : html`<process-manager-state plain health=${row.health}></process-manager-state>`)}
                ${column('pid', 'PID', '74px', row => html`<span class="number">${row.pid ?? ''}</span>`, { end: true })}
                ${column('port', 'Port', '74px', row => this._renderPort(row), { end: true })}
                ${column('uptime', 'Uptime', '98px', row => row.pid == null || row.startedAt == null ? ''
                    : html`<process-manager-since class="number" at=${row.startedAt}></process-manager-since>`, { end: true })}
                ${column('cpu', 'CPU', '112px', row => this._renderUsage(cpuOf(row.id), percent(row.cpu), 10), { end: true })}
                ${column('memory', 'Memory', '120px',
                    row => this._renderUsage(memoryOf(row.id), bytes(row.memory), MEGABYTES_32), { end: true })}
                ${column('restarts', 'Restarts', '98px', row => html`<span class="number">${row.restarts || ''}</span>`, { end: true })}
                ${column('lastExit', 'Last exit', '118px', row => this._renderExit(row.lastExit))}
                ${column('actions', html`Actions`, '114px', row => this._renderActions(row), { end: true, sort: false })}
                <div slot="empty-state" class="none">
                    ${this._overview.rows.length > 0 ? 'No process matches the filter'
                        : 'This application has no processes. Define one: quarkus.processes.NAME.command=…'}
                </div>
            </vaadin-grid>`;
    }

    _renderName(row) {
        if (row.head) {
            return html`<button class="group" aria-expanded=${!row.folded} @click=${() => this._fold(row.head)}>
                <vaadin-icon icon="font-awesome-solid:chevron-${row.folded ? 'right' : 'down'}"></vaadin-icon>
                ${row.head} <span class="minor">${row.running}/${row.total} running${row.down ? `, ${row.down} down` : ''}</span>
            </button>`;
        }
        return html`<div class="two">
            <span class="name" title=${row.name}>${row.name}</span>
            <span class="why" title=${row.why}>${row.why}</span>
        </div>`;
    }

    _renderPort(row) {
        return row.port == null ? '' : row.url && row.pid != null
            ? html`<a class="number" href=${row.url} target="_blank" rel="noopener" router-ignore
                aria-label="Open ${row.url}">${row.port}</a>`
            : html`<span class="number minor">${row.port}</span>`;
    }

    _renderUsage(values, text, floor) {
        return text === '' ? '' : html`<span class="usage">
            <process-manager-sparkline .values=${values} floor=${floor}></process-manager-sparkline>
            <span class="number">${text}</span></span>`;
    }

    _renderExit(end) {
        return end == null ? '' : html`<div class="two">
            <span class=${end.expected ? '' : 'unexpected'} title=${end.text}>${end.text}</span>
            <span class="minor"><process-manager-since at=${end.at} suffix=" ago"></process-manager-since></span></div>`;
    }

    _renderActions(row) {
        const toggle = row.actions.includes('stop') ? 'stop' : 'start';
        return html`<div class="buttons">
            ${[toggle, 'restart'].map(action => html`
                <vaadin-button theme="small icon tertiary contrast"
                        aria-label="${ACTIONS[action].label} ${row.name}" title=${ACTIONS[action].label}
                        ?disabled=${this._away !== undefined || !row.actions.includes(action)}
                        @click=${() => act(this.jsonRpc, action, { id: row.id })}>
                    <vaadin-icon icon=${ACTIONS[action].icon}></vaadin-icon>
                </vaadin-button>`)}
            <vaadin-button theme="small icon tertiary contrast" aria-label="More actions for ${row.name}" aria-haspopup="menu" title="More"
                    ?disabled=${this._away !== undefined} @click=${e => this._openMenu(e, row)}>
                <vaadin-icon icon="font-awesome-solid:ellipsis-vertical"></vaadin-icon>
            </vaadin-button>
        </div>`;
    }

    _openMenu(event, row) {
        const button = event.currentTarget;
        const { left, bottom } = button.getBoundingClientRect();
        this.openProcessMenu(button, row, left, bottom);
    }

    _fold(group) {
        if (!this._folded.delete(group)) {
            this._folded.add(group);
        }
        this.renderRoot.querySelector('vaadin-grid').clearCache();
    }

    _activate(event) {
        const item = event.detail.value;
        event.target.activeItem = null;
        if (item?.head) {
            this._fold(item.head);
        } else if (item) {
            this._select(item.id === this._selected ? undefined : item.id);
        }
    }

    selectionClosed() {
        this.renderRoot.querySelector('vaadin-grid').focus();
    }
}
customElements.define('qwc-process-manager-processes', QwcProcessManagerProcesses);
