import '@vaadin/button';
import { ProcessManagerChartPage, html, css } from './process-manager-chart-page.js';
import { KINDS, ON_THE_WAY, axis, start, everything } from './process-manager-spans.js';
import { clock, duration } from './process-manager-display.js';
import { LiveRows } from './process-manager-rows.js';

const ROW = 30;
const BAR = 16;
const AXIS = 34;
const NAMES = { wide: 170, narrow: 110 };

/**
 * A Gantt chart of the phases of each process since the first start. The table has the same content for screen readers and
 * keyboards.
 */
export class QwcProcessManagerTimeline extends ProcessManagerChartPage {

    static properties = {
        _timeline: { state: true },
        _whole: { state: true },
        _listed: { state: true },
    };

    static styles = [ProcessManagerChartPage.styles, css`
        .bar {
            display: flex;
            flex-wrap: wrap;
            align-items: center;
            gap: var(--lumo-space-s) var(--lumo-space-m);
            padding: 0 var(--lumo-space-m) var(--lumo-space-s) var(--lumo-space-m);
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
        }
        .bar .gap {
            flex: 1;
        }
        .bar vaadin-button {
            margin: 0;
        }
        .sentence {
            flex-basis: 100%;
            font-size: var(--lumo-font-size-l);
            color: var(--lumo-body-text-color);
        }
        .sentence small {
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
            margin-left: var(--lumo-space-s);
        }
        .key i {
            display: inline-block;
            width: 12px;
            height: 12px;
            border-radius: 3px;
            margin-right: 5px;
            vertical-align: -1px;
        }
        .scroll {
            flex: 1;
            min-height: 0;
            overflow: auto;
        }
        .away ~ .scroll {
            opacity: 0.6;
        }
        table {
            border-collapse: collapse;
            margin: var(--lumo-space-s) var(--lumo-space-m);
            font-size: var(--lumo-font-size-s);
        }
        th, td {
            text-align: left;
            padding: 3px var(--lumo-space-m) 3px 0;
            border-bottom: 1px solid var(--lumo-contrast-10pct);
            font-variant-numeric: tabular-nums;
        }
        th {
            color: var(--lumo-secondary-text-color);
            font-weight: 500;
        }
    `];

    connectedCallback() {
        super.connectedCallback();
        // The bars of current phases grow without a request to the server.
        this._growing = setInterval(() => this._draw(), 1000);
    }

    disconnectedCallback() {
        clearInterval(this._growing);
        super.disconnectedCallback();
    }

    follow() {
        const live = new LiveRows();
        return [
            // Only this stream reports that the application ends.
            this.jsonRpc.processes().onNext(this._seen(update => {
                this._order = live.after(update).rows.map(row => row.id);
                this._draw();
            })),
            this.jsonRpc.timeline().onNext(({ result }) => {
                this._ahead = Date.now() - result.now;
                this._timeline = result;
            }),
        ];
    }

    /** The current time of the clock of the server; while the server is away, the time at which it went away. */
    _now() {
        return (this._away ?? Date.now()) - (this._ahead ?? 0);
    }

    render() {
        const { _timeline: timeline } = this;
        if (!timeline) {
            return html`${this.renderAway()}${this.renderLoading()}`;
        }
        const chain = timeline.critical;
        return html`
            <div class="bar">
                <div class="sentence" role="status">${timeline.sentence || 'No process has been started yet'}
                    ${chain.length > 1 ? html`<small>critical chain: ${chain.join(' → ')}</small>` : ''}</div>
                ${Object.entries(KINDS).filter(([kind]) => timeline.bars.some(bar => bar.kind === kind)).map(([, { word, tone, strength }]) => html`
                    <span class="key"><i style="background: color-mix(in srgb, var(--lumo-${tone}) ${strength}%, transparent)"></i>${word}</span>`)}
                ${chain.length ? html`<span class="key"><i style="box-shadow: inset 0 0 0 2px var(--lumo-primary-text-color)"></i>critical</span>` : ''}
                <span class="gap"></span>
                <vaadin-button theme="small ${this._whole ? 'tertiary' : ''}" aria-pressed=${!this._whole}
                    @click=${() => { this._whole = false; }}>The start</vaadin-button>
                <vaadin-button theme="small ${this._whole ? '' : 'tertiary'}" aria-pressed=${this._whole === true}
                    @click=${() => { this._whole = true; }}>Until now</vaadin-button>
                <vaadin-button theme="small ${this._listed ? '' : 'tertiary'}" aria-pressed=${this._listed === true}
                    @click=${() => { this._listed = !this._listed; }}>As a table</vaadin-button>
            </div>
            ${this.renderAway()}
            <div class="scroll" tabindex="0" role="region" aria-label="Timeline">
                ${timeline.bars.length === 0 ? html`<div class="none">No process has been started yet</div>` : ''}
                <div class="chart" aria-hidden="true" ?hidden=${this._listed}></div>
                ${this._listed ? this._renderTable(timeline) : ''}
            </div>`;
    }

    _renderTable({ bars, origin }) {
        return html`<table>
            <thead><tr><th>Process</th><th>What</th><th>After</th><th>For</th><th>Why</th></tr></thead>
            <tbody>${bars.map(bar => html`<tr>
                <td>${bar.id}</td><td>${KINDS[bar.kind]?.word ?? bar.kind}</td><td>${duration(bar.from - origin)}</td>
                <td>${bar.to == null ? 'still' : duration(bar.to - bar.from)}</td><td>${bar.why}</td></tr>`)}
            </tbody></table>`;
    }

    updated() {
        this._draw();
    }

    _draw() {
        const host = this.renderRoot?.querySelector('.chart');
        const { _timeline: timeline } = this;
        if (!host || host.hidden || !timeline?.bars.length) {
            return;
        }
        const has = new Set(timeline.bars.map(bar => bar.id));
        const ids = (this._order ?? [...has]).filter(id => has.has(id));
        const width = host.parentElement.clientWidth - 4;
        const height = ids.length * ROW + AXIS + 16;
        this._show(host, width, height, this._option(timeline, ids, width));
    }

    _option(timeline, ids, width) {
        const now = this._now();
        const span = this._whole ? everything(timeline, now) : start(timeline, now);
        const left = width < 700 ? NAMES.narrow : NAMES.wide;
        const room = width - left - 30;
        const x = time => left + (time - span.from) / (span.to - span.from) * room;
        const text = this._color('body-text-color');
        const minor = this._color('secondary-text-color');
        const font = getComputedStyle(this).fontFamily;
        const bars = timeline.bars.filter(bar => ids.includes(bar.id) && bar.from < span.to && (bar.to ?? now) > span.from)
            .map(bar => ({ ...bar, x1: x(Math.max(bar.from, span.from)), x2: x(Math.min(bar.to ?? now, span.to)),
                y: AXIS + ids.indexOf(bar.id) * ROW, critical: timeline.critical.includes(bar.id) }));
        const ticks = axis(span, timeline.origin, room);
        const series = (data, z, draw) => ({
            type: 'custom', coordinateSystem: 'none', z, silent: z !== 2, data: data.map(one => ({ value: 0, tooltip: one.tooltip })),
            renderItem: params => ({ type: 'group', children: draw(data[params.dataIndex]) }),
        });
        const end = AXIS + ids.length * ROW;
        return {
            animation: false,
            tooltip: this._tooltipStyle(),
            series: [
                series(ticks, 0, tick => [
                    { type: 'line', shape: { x1: x(tick.at), y1: AXIS - 6, x2: x(tick.at), y2: end },
                        style: { stroke: this._color('contrast-10pct') } },
                    { type: 'text', style: { text: tick.text, x: x(tick.at), y: 8, align: 'center', fill: minor, font: `12px ${font}` } },
                ]),
                series(ids, 1, id => {
                    const y = AXIS + ids.indexOf(id) * ROW;
                    const critical = timeline.critical.includes(id);
                    return [
                        { type: 'line', shape: { x1: 0, y1: y + ROW, x2: width, y2: y + ROW }, style: { stroke: this._color('contrast-5pct') } },
                        { type: 'text', style: { text: id, x: left - 10, y: y + ROW / 2, align: 'right', verticalAlign: 'middle', width: left - 18,
                            overflow: 'truncate', fill: critical ? this._color('primary-text-color') : text, font: `${critical ? 600 : 400} 13px ${font}` } },
                    ];
                }),
                series(bars.map(bar => ({ ...bar, tooltip: { formatter: () => this._barTooltip(bar, timeline.origin) } })), 2,
                    bar => this._bar(bar, font)),
            ],
        };
    }

    _bar({ kind, x1, x2, y, from, to, critical }, font) {
        const { tone, strength } = KINDS[kind] ?? KINDS.running;
        const color = this._color(tone);
        // Short bars stay visible.
        const width = Math.max(2.5, x2 - x1);
        const shape = { x: x1, y: y + (ROW - BAR) / 2, width, height: BAR, r: 3 };
        const parts = [{ type: 'rect', shape, style: { fill: color, opacity: strength / 100,
            stroke: critical && ON_THE_WAY.includes(kind) && kind !== 'waiting' ? this._color('primary-text-color') : 'none', lineWidth: 2 } }];
        if (to != null && width > 54) {
            parts.push({ type: 'text', style: { text: duration(to - from), x: x1 + width / 2, y: y + ROW / 2, align: 'center',
                verticalAlign: 'middle', fill: strength > 70 ? this._color('base-color') : this._color('body-text-color'), font: `11px ${font}` } });
        }
        return parts;
    }

    _barTooltip(bar, origin) {
        return this._tooltip(`${bar.id}: ${KINDS[bar.kind]?.word ?? bar.kind}`,
            `${clock(bar.from)}, ${duration(bar.from - origin)} after the start began`,
            bar.to == null ? `for ${duration(this._now() - bar.from)} so far` : `for ${duration(bar.to - bar.from)}`, bar.why);
    }
}
customElements.define('qwc-process-manager-timeline', QwcProcessManagerTimeline);
