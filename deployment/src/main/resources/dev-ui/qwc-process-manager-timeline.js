import '@vaadin/button';
import { ProcessManagerChartPage, html, css } from './process-manager-chart-page.js';
import { KINDS, axis, everything, hatches, processes, start } from './process-manager-spans.js';
import { clock, duration, shortened } from './process-manager-display.js';
import { LiveRows } from './process-manager-rows.js';

const ROW = 30;
const BAR = 16;
const AXIS = 34;
const NAMES = { wide: 190, narrow: 130 };
/** The mean width of a letter of a name, in pixels. */
const LETTER = 8.4;

const VIEWS = [
    { name: 'The start', title: 'From the start of the build', span: start },
    { name: 'Processes', title: 'The start of the processes, without the build', span: processes },
    { name: 'Until now', title: 'Everything since the start of the build', span: everything },
];

/**
 * A Gantt chart of the application and the phases of each process since the first start. The table has the same content for screen readers and
 * keyboards.
 */
export class QwcProcessManagerTimeline extends ProcessManagerChartPage {

    static properties = {
        _timeline: { state: true },
        _view: { state: true },
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
        .views {
            display: flex;
        }
        .bar vaadin-button {
            margin: 0;
        }
        .sentence {
            flex-basis: 100%;
            font-size: var(--lumo-font-size-l);
            color: var(--lumo-body-text-color);
        }
        .sentence::first-letter {
            text-transform: uppercase;
        }
        .sentence small {
            display: block;
            font-size: var(--lumo-font-size-s);
            color: var(--lumo-secondary-text-color);
        }
        .key i {
            display: inline-block;
            width: 12px;
            height: 12px;
            border-radius: 3px;
            margin-right: 5px;
            vertical-align: -1px;
        }
        .key i.wait {
            width: 0;
            margin-left: 6px;
            border-radius: 0;
            border-left: 2px solid var(--lumo-secondary-text-color);
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
        td:nth-child(3), td:nth-child(4) {
            white-space: nowrap;
        }
        th {
            color: var(--lumo-secondary-text-color);
            font-weight: 500;
        }
    `];

    constructor() {
        super();
        this._view = 0;
    }

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
                const { rows } = live.after(update);
                this._order = rows.map(row => row.id);
                this._names = new Map(rows.map(row => [row.id, row.name]));
                this._draw();
            })),
            this.jsonRpc.timeline().onNext(({ result }) => {
                this._ahead = Date.now() - result.now;
                this._timeline = result;
            }),
        ];
    }

    /** The name of a process, as the table has it; without an id, that of the application. */
    _name(id) {
        return id ? this._names?.get(id) ?? id : this._timeline.application;
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
                <div class="sentence" role="status">${timeline.sentence}
                    ${chain.length > 1 ? html`<small>critical chain: ${chain.join(' → ')}</small>` : ''}</div>
                ${Object.entries(KINDS).filter(([kind]) => timeline.bars.some(bar => bar.kind === kind)).map(([, kind]) => html`
                    <span class="key"><i style="background: ${fill(kind)}"></i>${kind.word}</span>`)}
                ${chain.length ? html`<span class="key"><i style="box-shadow: inset 0 0 0 2px var(--lumo-primary-text-color)"></i>critical</span>` : ''}
                ${timeline.bars.some(isAnswer) ? html`<span class="key">◆ first answer</span>` : ''}
                ${timeline.waits.length ? html`<span class="key" title="The line goes from a process to the process that waited for it last">
                    <i class="wait"></i>waited</span>` : ''}
                <span class="gap"></span>
                <span class="views">
                ${VIEWS.map(({ name, title }, view) => html`
                    <vaadin-button theme="small ${this._view === view ? '' : 'tertiary'}" aria-pressed=${this._view === view} title=${title}
                        @click=${() => { this._view = view; }}>${name}</vaadin-button>`)}
                <vaadin-button theme="small ${this._listed ? '' : 'tertiary'}" aria-pressed=${this._listed === true}
                    @click=${() => { this._listed = !this._listed; }}>As a table</vaadin-button>
                </span>
            </div>
            ${this.renderAway()}
            <div class="scroll" tabindex="0" role="region" aria-label="Timeline">
                ${timeline.bars.length === 0 ? html`<div class="none">No process has been started yet</div>` : ''}
                <div class="chart" aria-hidden="true" ?hidden=${this._listed}></div>
                ${this._listed ? this._renderTable(timeline) : ''}
            </div>`;
    }

    _renderTable({ bars, origin, application }) {
        return html`<table>
            <thead><tr><th>Process</th><th>State</th><th>After</th><th>For</th><th>Why</th></tr></thead>
            <tbody>${bars.map(bar => html`<tr>
                <td>${bar.id ? this._name(bar.id) : html`<b>${application}</b> (the application)`}</td><td>${KINDS[bar.kind]?.word ?? bar.kind}</td><td>${duration(bar.from - origin)}</td>
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
        const now = this._now(), span = VIEWS[this._view].span(timeline, now);
        // A process that started later has no row in a view of the start.
        const bars = timeline.bars.filter(bar => bar.from < span.to && (bar.to ?? now) > span.from);
        const has = new Set(bars.map(bar => bar.id));
        const ids = ['', ...(this._order ?? [...has].filter(id => id !== ''))].filter(id => has.has(id));
        const width = host.parentElement.clientWidth - 4;
        const height = ids.length * ROW + AXIS + 16;
        this._show(host, width, height, this._option({ ...timeline, bars }, ids, width, span));
    }

    /** @param timeline with the bars in the span */
    _option(timeline, ids, width, span) {
        const now = this._now();
        const left = width < 700 ? NAMES.narrow : NAMES.wide;
        const room = width - left - 30;
        const x = time => left + (time - span.from) / (span.to - span.from) * room;
        const text = this._color('body-text-color');
        const minor = this._color('secondary-text-color');
        const font = getComputedStyle(this).fontFamily;
        const bars = timeline.bars.filter(bar => ids.includes(bar.id))
            .map(bar => ({ ...bar, whole: bar.from >= span.from && bar.to != null && bar.to <= span.to, x1: x(Math.max(bar.from, span.from)), x2: x(Math.min(bar.to ?? now, span.to)),
                y: AXIS + ids.indexOf(bar.id) * ROW }));
        const critical = new Set(timeline.bars.filter(bar => bar.critical).map(bar => bar.id));
        const waits = timeline.waits.filter(wait => ids.includes(wait.id) && ids.includes(wait.other)
            && wait.at >= span.from && wait.at <= span.to);
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
                    return [
                        { type: 'line', shape: { x1: 0, y1: y + ROW, x2: width, y2: y + ROW }, style: { stroke: this._color('contrast-5pct') } },
                        { type: 'text', style: { text: shortened(this._name(id), Math.floor((left - 18) / LETTER)), x: left - 10, y: y + ROW / 2, align: 'right', verticalAlign: 'middle', width: left - 18,
                            overflow: 'truncate', fill: critical.has(id) ? this._color('primary-text-color') : text,
                            font: `${id === '' ? 'italic' : ''} ${critical.has(id) ? 600 : 400} 13px ${font}` } },
                    ];
                }),
                series(bars.map(bar => ({ ...bar, tooltip: { formatter: () => this._barTooltip(bar, timeline.origin) } })), 2,
                    bar => this._bar(bar, font)),
                series(bars.filter(bar => isAnswer(bar) && bar.from >= span.from), 3, bar => [{ type: 'text', style: { text: '◆', x: bar.x1,
                    y: bar.y + ROW / 2, align: 'center', verticalAlign: 'middle', fill: text, font: `14px ${font}` } }]),
                series([waits.filter(wait => !wait.critical)], 3, some => this._waits(some, x, ids, 'contrast-50pct', 1)),
                series([waits.filter(wait => wait.critical)], 3, some => this._waits(some, x, ids, 'primary-text-color', 2)),
            ],
        };
    }

    _bar({ kind, x1, x2, y, from, to, whole, critical }, font) {
        const { tone, strength, hatched } = KINDS[kind] ?? KINDS.running;
        const color = this._color(tone);
        // Short bars stay visible.
        const width = Math.max(2.5, x2 - x1);
        const shape = { x: x1, y: y + (ROW - BAR) / 2, width, height: BAR, r: 3 };
        const opacity = strength / 100;
        const parts = [{ type: 'rect', shape, style: { fill: hatched ? 'transparent' : color, opacity,
            stroke: hatched ? color : 'none', lineWidth: 1 } }];
        if (hatched) {
            parts.push(...hatches(shape).map(([ax, ay, bx, by]) => ({ type: 'line', silent: true,
                shape: { x1: ax, y1: ay, x2: bx, y2: by }, style: { stroke: color, opacity, lineWidth: 1.2 } })));
        } else if (critical) {
            parts.push({ type: 'rect', silent: true, shape, style: { fill: 'none', stroke: this._color('primary-text-color'), lineWidth: 2 } });
        }
        if (whole && width > 54 && !hatched) {
            parts.push({ type: 'text', silent: true, style: { text: duration(to - from), x: x1 + width / 2, y: y + ROW / 2, align: 'center',
                verticalAlign: 'middle', fill: strength > 60 ? this._color('base-color') : this._color('body-text-color'), font: `11px ${font}` } });
        }
        return parts;
    }

    /**
     * The lines from the end of what was waited for to the begin of that which waited. They are one path: lines over each other would add
     * their opacities.
     */
    _waits(waits, x, ids, tone, lineWidth) {
        const middle = one => AXIS + ids.indexOf(one) * ROW + ROW / 2;
        const color = this._color(tone);
        const ends = waits.map(({ id, other, at }) => {
            const down = middle(id) > middle(other) ? 1 : -1;
            return { x: x(at), from: middle(other) + down * BAR / 2, to: middle(id) - down * BAR / 2, down };
        });
        return ends.length === 0 ? [] : [
            { type: 'path', shape: { pathData: ends.map(end => `M${end.x} ${end.from}L${end.x} ${end.to}`).join('') },
                style: { fill: 'none', stroke: color, lineWidth } },
            ...ends.map(({ x, to, down }) => ({ type: 'polygon', shape: { points: [[x, to], [x - 4, to - 6 * down], [x + 4, to - 6 * down]] },
                style: { fill: color } })),
        ];
    }

    _barTooltip(bar, origin) {
        return this._tooltip(`${this._name(bar.id)}: ${KINDS[bar.kind]?.word ?? bar.kind}`,
            `${clock(bar.from)}, ${duration(bar.from - origin)} after the start began`,
            bar.to == null ? `for ${duration(this._now() - bar.from)} so far` : `for ${duration(bar.to - bar.from)}`, bar.why);
    }
}

/** Whether the bar begins with the first answer of the application. */
function isAnswer({ id, kind }) {
    return id === '' && kind === 'running';
}

function fill({ tone, strength, hatched }) {
    const color = `color-mix(in srgb, var(--lumo-${tone}) ${strength}%, transparent)`;
    return hatched ? `repeating-linear-gradient(135deg, ${color} 0 2px, transparent 2px 5px)` : color;
}

customElements.define('qwc-process-manager-timeline', QwcProcessManagerTimeline);
