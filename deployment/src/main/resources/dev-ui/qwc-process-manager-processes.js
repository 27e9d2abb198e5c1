import '@vaadin/grid';
import '@vaadin/grid/vaadin-grid-sorter.js';
import { columnBodyRenderer, columnHeaderRenderer } from '@vaadin/grid/lit.js';
import '@vaadin/button';
import '@vaadin/text-field';
import { ProcessManagerPage, html, css } from './process-manager-page.js';
import { ACTIONS, act } from './process-manager-actions.js';
import { endpointsCell, exitCell, healthCell, nameCell, sourceCell, uptimeCell, usageCell } from './process-manager-cells.js';
import { bytes, percent } from './process-manager-display.js';
import { KINDS, hasGroups, replicaCount, tagsOf, table } from './process-manager-table.js';
import { COLUMNS, chosenColumns, nameWidth, shownColumns } from './process-manager-shown-columns.js';
import './process-manager-columns.js';
import { pillStyles } from './process-manager-pill.js';
import { cpuOf, memoryOf, remember } from './process-manager-history.js';
import { WithFrame, frameStyles } from './process-manager-frame.js';

/** The width in pixels from which the usage has a picture beside its number. */
const PICTURES_FROM = 1380;

/** The width in pixels of the column of the actions that COLUMNS assumes. */
const ACTIONS_WIDTH = 110;

const MEGABYTES_32 = 32 * 1024 * 1024;

/** The current processes of the application, with their actions. */
export class QwcProcessManagerProcesses extends WithFrame(ProcessManagerPage) {

    static properties = {
        _overview: { state: true },
        _text: { state: true },
        _kind: { state: true },
        _grouped: { state: true },
        _columns: { state: true },
    };

    static styles = [ProcessManagerPage.styles, frameStyles, pillStyles, css`
        .bar {
            display: flex;
            flex-wrap: wrap;
            align-items: center;
            gap: var(--lumo-space-s);
            padding: 0 var(--lumo-space-m) var(--lumo-space-s) var(--lumo-space-m);
        }
        .bar vaadin-text-field {
            width: 11em;
            padding: 0;
        }
        .bar .all {
            white-space: nowrap;
        }
        .bar .gap {
            flex: 1;
        }
        vaadin-grid {
            height: 100%;
            border: none;
            --vaadin-grid-cell-padding: 4px 6px;
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
        .two.addresses {
            line-height: 1.2;
        }
        .two.replica {
            padding-left: 19px;
        }
        .name {
            font-weight: 600;
            font-size: var(--lumo-font-size-m);
        }
        .why, .minor, .cause {
            color: var(--lumo-secondary-text-color);
            font-size: var(--lumo-font-size-s);
            font-weight: 400;
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
        .unexpected, .cause {
            color: var(--lumo-error-text-color);
        }
        .buttons {
            display: flex;
            justify-content: flex-end;
        }
        .buttons.scale {
            align-items: center;
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
            color: inherit;
            cursor: pointer;
            padding: 0;
            display: flex;
            align-items: center;
            gap: var(--lumo-space-s);
            text-align: left;
            max-width: 100%;
        }
        .group vaadin-icon {
            width: 0.8em;
            height: 0.8em;
            flex: none;
        }
        .external {
            font-size: var(--lumo-font-size-xxs);
            font-weight: 400;
            color: var(--lumo-secondary-text-color);
            border: 1px solid var(--lumo-contrast-30pct);
            border-radius: var(--lumo-border-radius-s);
            padding: 0 0.35em;
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
        this._columns = chosenColumns();
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
        const tags = tagsOf(rows);
        // The tag that the filter names; undefined for another filter.
        const chosen = tags.find(tag => this._text === `tag:${tag}`);
        return html`
            <div class="bar">
                <vaadin-text-field theme="small" placeholder="Filter" clear-button-visible accessible-name="Filter the processes"
                        .value=${this._text} @value-changed=${e => { this._text = e.detail.value; }}>
                    <vaadin-icon slot="prefix" icon="font-awesome-solid:magnifying-glass"></vaadin-icon>
                </vaadin-text-field>
                ${Object.entries(KINDS).map(([kind, { word, fits }]) => {
                    const count = rows.filter(fits).length;
                    return count === 0 && this._kind !== kind ? '' : html`
                        <button class="pill ${kind === 'DOWN' ? 'alarm' : ''}" aria-pressed=${this._kind === kind}
                            title="Show only processes that are ${word}"
                            @click=${() => { this._kind = this._kind === kind ? undefined : kind; }}>${count} ${word}</button>`;
                })}
                ${tags.map(tag => html`
                    <button class="pill" aria-pressed=${chosen === tag} title="Show only processes with the tag ${tag}"
                        @click=${() => { this._text = chosen === tag ? '' : `tag:${tag}`; }}>#${tag}</button>`)}
                ${hasGroups(rows) ? html`
                    <button class="pill" aria-pressed=${this._grouped === true}
                        @click=${() => { this._grouped = !this._grouped; }}>by pattern</button>` : ''}
                <process-manager-columns .shown=${this._shown()} ?chosen=${this._columns !== undefined}
                    @columns-chosen=${e => { this._columns = e.detail ?? undefined; }}></process-manager-columns>
                <span class="gap"></span>
                <span class="all">${['start', 'stop', 'restart'].map(action => html`
                    <vaadin-button theme="small ${action === 'stop' ? 'error' : ''} tertiary" ?disabled=${this._away !== undefined || rows.length === 0}
                            @click=${() => chosen ? act(this.jsonRpc, `${action}Tagged`, { tag: chosen }) : act(this.jsonRpc, `${action}All`)}>
                        <vaadin-icon icon=${ACTIONS[action].icon} slot="prefix"></vaadin-icon>
                        ${ACTIONS[action].label} ${chosen ? `#${chosen}` : 'all'}
                    </vaadin-button>`)}</span>
            </div>`;
    }

    /** The width of the column of the actions: the row of replicas has two buttons and a number more. */
    get _actionsWidth() {
        return this._overview.rows.some(row => row.replicaOf) ? 156 : ACTIONS_WIDTH;
    }

    _shown() {
        return shownColumns(this._columns, this.contentWidth(this._overview.rows) - (this._actionsWidth - ACTIONS_WIDTH));
    }

    _renderGrid(width) {
        const shown = this._shown();
        const pictures = width >= PICTURES_FROM;
        const column = (path, title, columnWidth, body, { grow = 0, end = false, sort = true } = {}) => html`
            <vaadin-grid-column width="${columnWidth}px" flex-grow=${grow} ?hidden=${COLUMNS[path] && !shown.includes(path)} resizable
                ?frozen-to-end=${path === 'actions'}
                text-align=${end ? 'end' : 'start'}
                ${columnHeaderRenderer(() => sort ? html`<vaadin-grid-sorter path=${path === 'uptime' ? 'startedAt' : path}>${title}</vaadin-grid-sorter>`
                    : html`<span class="minor">${title}</span>`, [])}
                ${columnBodyRenderer(row => row.head && path !== 'name' && !(row.scaled && path === 'actions') ? '' : html`
                    <div data-process=${row.scaled ?? row.name} data-column=${path}>${body(row)}</div>`, [this._selected, this._away, pictures])}>
            </vaadin-grid-column>`;
        return html`
            <vaadin-grid aria-label="Processes" accessible-name="Processes" theme="no-border row-dividers" .dataProvider=${this._provider} page-size="1000"
                    item-id-path="id" .cellPartNameGenerator=${(c, model) => model.item.id === this._selected ? 'chosen' : ''}
                    @active-item-changed=${this._activate} @keydown=${this._enter}>
                ${column('name', 'Process', nameWidth(width, this._actionsWidth), row => this._renderName(row), { grow: 1 })}
                ${column('phase', 'State', 110, row => html`<process-manager-state phase=${row.state}></process-manager-state>`)}
                ${column('health', 'Health', 94, healthCell)}
                ${column('endpoints', 'Endpoints', 124, endpointsCell)}
                ${column('uptime', 'Uptime', 84, uptimeCell, { end: true })}
                ${column('restarts', 'Restarts', 96, row => html`<span class="number">${row.restarts || ''}</span>`, { end: true })}
                ${column('pid', 'PID', 64, row => html`<span class="number">${row.pid ?? ''}</span>`, { end: true })}
                ${column('cpu', 'CPU', pictures ? 112 : 68, row => usageCell(cpuOf(row.id), percent(row.cpu), 10, pictures), { end: true })}
                ${column('memory', 'Memory', pictures ? 130 : 92,
                    row => usageCell(memoryOf(row.id), bytes(row.memory), MEGABYTES_32, pictures), { end: true })}
                ${column('source', 'Source', 88, sourceCell)}
                ${column('lastExit', 'Last exit', 118, exitCell)}
                ${column('pattern', 'Pattern', 120, row => html`<span class="minor">${row.group}</span>`)}
                ${column('actions', html`Actions`, this._actionsWidth, row => this._renderActions(row), { end: true, sort: false })}
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
                <span class="two"><span class="name" title=${row.title}>${row.title}</span> <span class="minor" title=${row.text}>${row.text}</span></span>
            </button>`;
        }
        return nameCell(row);
    }

    /** The number of replicas between two buttons that change it, and the actions on all of them. */
    _renderReplicas(row) {
        const count = replicaCount(this._overview.rows, row.scaled);
        const scale = replicas => act(this.jsonRpc, 'scale', { id: row.scaled, replicas });
        const toggle = row.actions.includes('stop') ? 'stop' : 'start';
        const button = (icon, label, disabled, action) => html`
            <vaadin-button theme="small icon tertiary contrast" aria-label="${label} ${row.scaled}" title=${label}
                    ?disabled=${this._away !== undefined || disabled} @click=${action}>
                <vaadin-icon icon="font-awesome-solid:${icon}"></vaadin-icon>
            </vaadin-button>`;
        return html`<div class="buttons scale">
            ${button('minus', 'One replica less of', count <= 1, () => scale(count - 1))}
            <span class="number" title="Replicas">${count}</span>
            ${button('plus', 'One replica more of', false, () => scale(count + 1))}
            ${button(ACTIONS[toggle].icon.split(':')[1], `${ACTIONS[toggle].label} all replicas of`, !row.actions.includes(toggle),
                () => act(this.jsonRpc, toggle, { id: row.scaled }))}
            ${button('rotate-right', 'Restart one after the other: the replicas of', !row.actions.includes('restart'),
                () => act(this.jsonRpc, 'restart', { id: row.scaled }))}
        </div>`;
    }

    _renderActions(row) {
        if (row.scaled) {
            return this._renderReplicas(row);
        }
        // A task at rest runs, also if its work is done.
        const task = row.actions.includes('run');
        const toggle = row.actions.includes('stop') ? 'stop' : 'start';
        return html`<div class="buttons">
            ${[toggle, 'restart'].map(action => html`
                <vaadin-button theme="small icon tertiary contrast"
                        aria-label="${task && action === 'start' ? 'Run' : ACTIONS[action].label} ${row.name}"
                        title=${task && action === 'start' ? 'Run' : ACTIONS[action].label}
                        ?disabled=${this._away !== undefined || !row.actions.includes(action)}
                        @click=${() => task && action === 'start' ? act(this.jsonRpc, 'run', { id: row.id, args: '' })
                            : act(this.jsonRpc, action, { id: row.id })}>
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

    /** Enter opens the details, as Space and a click do. In a cell with buttons or links it goes to the first of them. */
    _enter(event) {
        const [cell] = event.composedPath();
        if (event.key !== 'Enter' || cell.localName !== 'td') {
            return;
        }
        const content = cell.querySelector('slot')?.assignedElements()[0];
        const { item } = event.currentTarget.getEventContext(event);
        if (item && !item.head && !content?.querySelector('button, vaadin-button, process-manager-endpoint')) {
            event.preventDefault();
            this._toggle(item.id);
        }
    }

    _activate(event) {
        const item = event.detail.value;
        event.target.activeItem = null;
        if (item?.head) {
            this._fold(item.head);
        } else if (item) {
            this._toggle(item.id);
        }
    }

    /** Opens the details of a process, or closes them. */
    _toggle(id) {
        this._select(id === this._selected ? undefined : id);
        this._focusGrid();
    }

    /** The grid draws its cells anew when its columns change, and the focused cell loses the focus. */
    async _focusGrid() {
        await this.updateComplete;
        requestAnimationFrame(() => requestAnimationFrame(() => {
            if (!this.renderRoot.activeElement) {
                this.renderRoot.querySelector('vaadin-grid')?.shadowRoot.querySelector('#items [tabindex="0"]')?.focus();
            }
        }));
    }

    selectionClosed() {
        this._focusGrid();
    }
}
customElements.define('qwc-process-manager-processes', QwcProcessManagerProcesses);
