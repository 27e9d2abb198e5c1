import '@vaadin/button';
import { ProcessManagerChartPage, html, css } from './process-manager-chart-page.js';
import { WithFrame, frameStyles } from './process-manager-frame.js';
import { phaseDisplay, rowTone } from './process-manager-display.js';
import { places } from './process-manager-layers.js';

const BOX = { width: 168, height: 46 };
const STEP = { x: 244, y: 62 };
const MARGIN = 16;

/** The dependencies of the processes, live. The list below the chart has the same content for screen readers and keyboards. */
export class QwcProcessManagerGraph extends WithFrame(ProcessManagerChartPage) {

    static properties = {
        _rows: { state: true },
    };

    static styles = [ProcessManagerChartPage.styles, frameStyles, css`
        .legend {
            display: flex;
            flex-wrap: wrap;
            gap: var(--lumo-space-m);
            align-items: center;
            padding: 0 var(--lumo-space-m) var(--lumo-space-s) var(--lumo-space-m);
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
        }
        .legend i {
            display: inline-block;
            width: 28px;
            border-top: 2px solid var(--lumo-success-color);
            vertical-align: middle;
            margin-right: 4px;
        }
        .legend i.unmet {
            border-top: 2px dashed var(--lumo-warning-color);
        }
        .legend i.blocks {
            border-top: 3px solid var(--lumo-error-color);
        }
        .scroll {
            height: 100%;
            overflow: auto;
        }
        .away ~ .main .chart {
            opacity: 0.6;
        }
        .spoken {
            position: absolute;
            width: 1px;
            height: 1px;
            overflow: hidden;
            clip-path: inset(50%);
        }
        .spoken:focus-within {
            position: static;
            width: auto;
            height: auto;
            max-height: 40%;
            overflow: auto;
            clip-path: none;
            padding: 0 var(--lumo-space-m);
        }
    `];

    follow() {
        return [this.followProcesses(overview => {
            this._rows = overview.rows;
        })];
    }

    render() {
        if (!this._rows) {
            return html`${this.renderAway()}${this.renderLoading()}`;
        }
        return html`
            <div class="legend">
                <span><i></i>condition met</span><span><i class="unmet"></i>not yet</span>
                <span><i class="blocks"></i>blocks</span><span>Click a process to act.</span>
            </div>
            ${this.renderAway()}
            ${this.renderFrame(html`<div class="scroll"><div class="chart" aria-hidden="true"></div>
                ${this._rows.length === 0 ? html`<div class="none">This application has no processes</div>` : ''}</div>`, this._rows)}
            <ul class="spoken" aria-label="The processes and what they wait for">${this._rows.map(row => html`
                <li><button @click=${e => this._open(e.currentTarget, row)} aria-haspopup="menu">${row.name}</button>:
                    ${phaseDisplay(row.state).word}, ${row.why}.
                    ${row.dependsOn.length === 0 ? '' : `Needs ${row.dependsOn.map(wait =>
                        `${wait.id} ${wait.condition}${wait.met ? '' : ' (not yet)'}`).join(', ')}.`}
                    ${row.blockedBy.length === 0 ? '' : `Blocked by ${row.blockedBy.join(', ')}.`}</li>`)}
            </ul>`;
    }

    updated(changed) {
        if (changed.has('_rows') || changed.has('_selected')) {
            this._draw();
        }
    }

    _draw() {
        const host = this.renderRoot.querySelector('.chart');
        if (!host || !this._rows.length) {
            return;
        }
        const room = host.parentElement.clientWidth - 4;
        const layout = places(this._rows, Math.max(1, Math.floor((room - MARGIN) / STEP.x)));
        const gaps = Math.max(1, layout.width - 1);
        const stepX = Math.min(STEP.x * 1.6, Math.max(STEP.x, (room - BOX.width - 2 * MARGIN) / gaps));
        // The chart scrolls instead of shrinking, so that its texts stay readable.
        const width = Math.max(room, gaps * stepX + BOX.width + 2 * MARGIN);
        const height = layout.height * STEP.y + MARGIN;
        const corner = id => {
            const { x, y } = layout.place.get(id);
            return { x: MARGIN + x * stepX, y: MARGIN / 2 + y * STEP.y };
        };
        this._show(host, width, height, this._option(corner, layout.place));
    }

    _made(chart) {
        chart.on('click', params => this._clicked(params));
    }

    _option(corner, place) {
        const text = this._color('body-text-color');
        const series = (data, draw, z) => ({
            type: 'custom', coordinateSystem: 'none', z, data: data.map(one => ({ ...one, value: 0 })),
            renderItem: params => draw(data[params.dataIndex]),
        });
        const nodes = this._rows.map(row => ({ id: row.id, row, ...corner(row.id), tooltip: { formatter: () => this._tooltip(row.name, row.why) } }));
        const links = this._rows.flatMap(row => row.dependsOn.filter(wait => place.has(wait.id)).map(wait => {
            const blocks = row.blockedBy.includes(wait.id);
            return {
                wait, blocks, from: corner(wait.id), to: corner(row.id),
                tooltip: { formatter: () => this._tooltip(`${row.id} waits for ${wait.id}`,
                    `${wait.condition}: ${wait.met ? 'met' : 'not yet met'}${blocks ? `; this blocks ${row.id}` : ''}`) },
            };
        }));
        return {
            animation: false,
            tooltip: this._tooltipStyle(),
            series: [series(links, link => this._link(link), 1), series(nodes, node => this._node(node, text), 2)],
        };
    }

    _node({ row, x, y }, text) {
        const tone = rowTone(row);
        const color = tone === 'contrast' ? this._color('secondary-text-color') : this._color(`${tone}-text-color`);
        const font = getComputedStyle(this).fontFamily;
        const line = (words, top, style) => ({
            type: 'text', style: { text: words, x: x + 14, y: y + top, width: BOX.width - 22, overflow: 'truncate', ...style },
        });
        return {
            type: 'group',
            children: [
                { type: 'rect', shape: { x, y, width: BOX.width, height: BOX.height, r: 6 }, style: {
                    fill: this._color('base-color'), stroke: row.id === this._selected ? this._color('primary-color')
                        : this._color('contrast-20pct'), lineWidth: row.id === this._selected ? 2 : 1 } },
                { type: 'rect', shape: { x, y, width: 5, height: BOX.height, r: [6, 0, 0, 6] }, style: { fill: color } },
                line(row.name, 7, { fill: text, font: `600 13px ${font}` }),
                line(`● ${phaseDisplay(row.state).word}${row.health === 'UNHEALTHY' ? ', unhealthy' : ''}`, 26,
                    { fill: color, font: `12px ${font}` }),
            ],
        };
    }

    _link({ wait, blocks, from, to }) {
        const color = this._color(blocks ? 'error-color' : wait.met ? 'success-color' : 'warning-color');
        const x1 = from.x + BOX.width, y1 = from.y + BOX.height / 2;
        const x2 = to.x - 7, y2 = to.y + BOX.height / 2;
        const bend = Math.max(30, (x2 - x1) / 2);
        const lineWidth = blocks ? 2.5 : 1.5;
        const children = [
            { type: 'bezierCurve', shape: { x1, y1, cpx1: x1 + bend, cpy1: y1, cpx2: x2 - bend, cpy2: y2, x2, y2 },
                style: { stroke: color, lineWidth, lineDash: wait.met ? null : [5, 4], fill: 'none', opacity: wait.met ? 0.55 : 1 } },
            { type: 'polygon', shape: { points: [[x2 + 6, y2], [x2 - 3, y2 - 4], [x2 - 3, y2 + 4]] }, style: { fill: color } },
        ];
        if (!wait.met) {
            children.push({ type: 'text', style: { text: wait.condition, x: x2 - 8, y: y2 - 16, align: 'right',
                fill: this._color('secondary-text-color'), font: `11px ${getComputedStyle(this).fontFamily}` } });
        }
        return { type: 'group', children };
    }

    _clicked(params) {
        const row = this._rows.find(one => one.id === params.data?.id);
        if (row) {
            const { clientX: x, clientY: y } = params.event.event;
            this._openAt(this.renderRoot.querySelector('.chart'), row, x, y);
        }
    }

    _open(button, row) {
        const { left, bottom } = button.getBoundingClientRect();
        this._openAt(this.renderRoot.querySelector('.chart'), row, left, bottom);
    }

    _openAt(target, row, x, y) {
        if (this._away !== undefined) {
            return;
        }
        this.openProcessMenu(target, row, x, y, [{ text: 'Details', action: 'details' }, { component: 'hr' }]);
    }
}
customElements.define('qwc-process-manager-graph', QwcProcessManagerGraph);
