import '@vaadin/button';
import '@vaadin/icon';
import { svg } from 'lit';
import { ProcessManagerPage, html, css } from './process-manager-page.js';
import { WithFrame, frameStyles } from './process-manager-frame.js';
import { healthDisplay, phaseDisplay, rowTone, toneColor } from './process-manager-display.js';
import { APPLICATION, READABLE, fitted, labels, lineState, path, withApplication } from './process-manager-picture.js';
import { readyText, withFolded } from './process-manager-replicas.js';
import './process-manager-elements.js';
import { graphStyles } from './process-manager-graph-styles.js';

const STEP = 1.25;
const SMALLEST = 0.3;
const BIGGEST = 2;
const FIT = 'fit';
const MARGIN = 16;
/** The mean width of a letter of a name in a small box, in pixels. */
const LETTER = 7;
const LINES = { met: 'condition met', unmet: 'not yet', blocks: 'blocks', failed: 'down' };

/** The application, its processes and their dependencies, live. Each box can be reached with the Tab key. */
export class QwcProcessManagerGraph extends WithFrame(ProcessManagerPage) {

    static properties = {
        _rows: { state: true },
        _application: { state: true },
        _zoom: { state: true },
        _room: { state: true },
        _open: { state: true },
    };

    static styles = [ProcessManagerPage.styles, frameStyles, graphStyles];

    constructor() {
        super();
        this._room = { width: 1000, height: 600 };
        /** The processes whose replicas have boxes of their own. */
        this._open = new Set();
        this._sized = new ResizeObserver(([entry]) => {
            this._room = { width: entry.contentRect.width, height: entry.contentRect.height };
        });
    }

    disconnectedCallback() {
        this._sized.disconnect();
        this._watched = undefined;
        super.disconnectedCallback();
    }

    follow() {
        this.jsonRpc.application().then(({ result }) => { this._application = result; });
        return [this.followProcesses(overview => {
            this._rows = overview.rows;
        })];
    }

    updated(changed) {
        if (changed.has('_selected') || changed.has('_room')) {
            // The details cover a part of the picture.
            this.renderRoot.querySelector('.box.selected')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        }
        const scroll = this.renderRoot.querySelector('.scroll');
        if (scroll && this._watched !== scroll) {
            this._sized.disconnect();
            this._sized.observe(scroll);
            this._watched = scroll;
        }
    }

    render() {
        if (!this._rows) {
            return html`${this.renderAway()}${this.renderLoading()}`;
        }
        const rows = withFolded(withApplication(this._rows, this._application), this._open);
        const picture = fitted(rows, { width: this._room.width - 2 * MARGIN, height: this._room.height - 2 * MARGIN });
        const scale = this._zoom === FIT ? picture.scale : this._zoom ?? (picture.detail === 'full' ? picture.scale : Math.max(READABLE, picture.scale));
        return html`
            ${this._renderTools(scale)}
            ${this.renderAway()}
            ${this.renderFrame(html`<div class="scroll" @wheel=${e => this._wheel(e, scale)} @keydown=${e => this._typed(e, scale)}>
                ${this._rows.length === 0 ? html`<div class="none">This application has no processes</div>` : this._renderPicture(rows, picture, scale)}
            </div>`, this._rows)}`;
    }

    _renderTools(scale) {
        const button = (icon, label, act, pressed) => html`<vaadin-button theme="icon small tertiary" aria-label=${label} title=${label}
            aria-pressed=${pressed ?? 'false'} @click=${act}><vaadin-icon icon="font-awesome-solid:${icon}"></vaadin-icon></vaadin-button>`;
        return html`
            <div class="legend" @keydown=${e => this._typed(e, scale)}>
                ${Object.entries(LINES).map(([state, word]) => html`<span><i class=${state}></i>${word}</span>`)}
                <span class="hint">Click a process to act.</span>
                ${[...this._open].filter(group => this._rows.some(row => row.replicaOf === group)).map(group => html`
                    <vaadin-button theme="small tertiary" @click=${() => this._toggle(group)}>Fold the replicas of ${group}</vaadin-button>`)}
                <span class="gap"></span>
                ${button('magnifying-glass-minus', 'Zoom out (-)', () => this._zoomTo(scale / STEP))}
                <span class="scale">${Math.round(scale * 100)} %</span>
                ${button('magnifying-glass-plus', 'Zoom in (+)', () => this._zoomTo(scale * STEP))}
                ${button('expand', 'Fit (0)', () => this._zoomTo(FIT), String(this._zoom === FIT))}
            </div>`;
    }

    _renderPicture(rows, { boxes, lines, width, height, detail, box }, scale) {
        const byId = new Map(rows.map(row => [row.id, row]));
        const known = lines.map(line => {
            const row = byId.get(line.to), wait = row.dependsOn.find(one => one.id === line.from);
            return { ...line, condition: wait.condition, state: lineState(row, wait, byId.get(line.from)) };
        });
        return html`
            <div class="sheet" style="width:${(width + 2 * MARGIN) * scale}px; height:${(height + 2 * MARGIN) * scale}px">
                <div class="picture ${detail}" role="list" aria-label="The processes and what they wait for"
                        style="width:${width}px; height:${height}px; transform: scale(${scale}) translate(${MARGIN}px, ${MARGIN}px)">
                    <svg width=${width} height=${height} aria-hidden="true">${known.map(drawn)}${labels(known).map(drawnLabel)}</svg>
                    ${rows.map(row => this._box(row, boxes.get(row.id), box, detail))}
                </div>
            </div>`;
    }

    _box(row, { x, y }, { width, height }, detail) {
        const isCut = detail === 'small' && row.name.length * LETTER > width - 45 - (row.kind ? 8 + row.kind.length * 6 : 0);
        const place = `left:${x}px; top:${y}px; width:${width}px; height:${height}px`;
        return row.id === APPLICATION ? this._applicationBox(row, place) : this._processBox(row, place, isCut);
    }

    _applicationBox(row, place) {
        const away = this._away !== undefined;
        return html`
            <div class="box application" role="listitem" tabindex="0" style="--tone:${toneColor(away ? 'warning' : 'success')}; ${place}"
                    aria-label="The application ${row.name}">
                <div class="head"><vaadin-icon icon="font-awesome-solid:cube"></vaadin-icon><b title=${row.name}>${row.name}</b></div>
                <div class="state">Application, ${away ? 'does not answer' : 'running'}</div>
                <div class="end"><a href=${location.origin} target="_blank" rel="noopener">${location.host}</a></div>
            </div>`;
    }

    /** @param isCut whether the name needs both lines of a small box; the icon shows the state then, too */
    _processBox(row, place, isCut) {
        const { word, icon } = phaseDisplay(row.state);
        const health = row.health === 'HEALTHY' || row.health === 'UNHEALTHY' ? healthDisplay(row.health) : null;
        return html`
            <div class="box ${row.id === this._selected ? 'selected' : ''} ${row.members ? 'several' : ''}" role="listitem" style="--tone:${toneColor(rowTone(row))}; ${place}"
                    data-process=${row.id} @click=${e => this._clicked(e, row)}>
                <button class="head" aria-haspopup="menu" aria-label=${spoken(row)} title="${row.name}\n${row.why}">
                    <vaadin-icon icon=${icon}></vaadin-icon><b>${row.name}</b>
                    ${row.kind ? html`<small>${row.kind}</small>` : ''}
                    ${health ? html`<vaadin-icon class="health" style="color:${toneColor(health.tone)}" icon=${health.icon}></vaadin-icon>` : ''}
                </button>
                ${isCut ? '' : html`<div class="state">${row.members ? readyText(row.members)
                    : `${word}${health ? `, ${health.word.toLowerCase()}` : ''}`}</div>`}
                <div class="why" title=${row.why}>${row.cause || row.why}</div>
                <div class="end">${endpoint(row)}</div>
            </div>`;
    }

    _zoomTo(scale) {
        this._zoom = scale === FIT ? FIT : Math.min(BIGGEST, Math.max(SMALLEST, scale));
    }

    _wheel(event, scale) {
        if (event.ctrlKey) {
            event.preventDefault();
            this._zoomTo(scale * (event.deltaY < 0 ? STEP : 1 / STEP));
        }
    }

    _typed(event, scale) {
        const wanted = { '+': scale * STEP, '=': scale * STEP, '-': scale / STEP, 0: FIT };
        if (!event.ctrlKey && !event.metaKey && event.key in wanted) {
            this._zoomTo(wanted[event.key]);
            event.preventDefault();
        }
    }

    _toggle(group) {
        const open = new Set(this._open);
        if (!open.delete(group)) {
            open.add(group);
        }
        this._open = open;
    }

    chosen(item, id) {
        if (item.action === 'unfold') {
            this._toggle(this._rows.find(row => row.id === id)?.replicaOf ?? id);
        }
    }

    _clicked(event, row) {
        if (this._away !== undefined || event.composedPath().some(node => node.localName === 'process-manager-endpoint')) {
            return;
        }
        // The keyboard clicks at no place.
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        const [x, y] = event.detail === 0 ? [left, bottom] : [event.clientX, event.clientY];
        const target = this.renderRoot.querySelector('.scroll');
        if (row.members) {
            this.openReplicasMenu(target, row, x, y, [{ text: `Show the ${row.members.length} replicas`, action: 'unfold' }]);
        } else {
            this.openProcessMenu(target, row, x, y, [{ text: 'Details', action: 'details' },
                ...row.replicaOf ? [{ text: `Fold the replicas of ${row.replicaOf}`, action: 'unfold' }] : []]);
        }
    }
}
customElements.define('qwc-process-manager-graph', QwcProcessManagerGraph);

function drawn({ points, state }) {
    const [x, y] = points.at(-1);
    const tip = [...points.slice(0, -1), [x - 7, y]];
    return svg`<g class="line ${state}"><path d=${path(tip)}></path>
        <polygon points="${x},${y} ${x - 9},${y - 4.5} ${x - 9},${y + 4.5}"></polygon></g>`;
}

function drawnLabel({ x, y, text, state }) {
    return svg`<text class="condition ${state}" x=${x - 12} y=${y + 4} text-anchor="end">${text}</text>`;
}

function endpoint(row) {
    const first = row.endpoints?.[0];
    return first ? html`<process-manager-endpoint .endpoint=${first} ?alive=${row.pid != null}></process-manager-endpoint>` : '';
}

/** The content of a box and of its lines, in words. */
function spoken(row) {
    const needs = row.dependsOn.map(wait => `${wait.id || 'the application'} ${wait.condition}${wait.met ? '' : ' (not yet)'}`);
    const state = row.members ? readyText(row.members) : phaseDisplay(row.state).word;
    return `${row.name}: ${state}${row.why ? `, ${row.why}` : ''}.`
        + (needs.length === 0 ? '' : ` Needs ${needs.join(', ')}.`)
        + (row.blockedBy.length === 0 ? '' : ` Blocked by ${row.blockedBy.join(', ')}.`);
}
