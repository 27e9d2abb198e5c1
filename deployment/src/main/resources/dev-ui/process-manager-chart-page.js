import { themeState } from 'theme-state';
import { ProcessManagerPage, html, css } from './process-manager-page.js';

export { html, css };

let library;

/**
 * A page with a chart. It draws the chart again when the size or the theme changes, and disposes of it with the page. The library of
 * 1 MB is loaded beside the first answer of the server.
 */
export class ProcessManagerChartPage extends ProcessManagerPage {

    static styles = [ProcessManagerPage.styles, css`
        .none {
            padding: var(--lumo-space-xl);
            text-align: center;
            color: var(--lumo-secondary-text-color);
        }
    `];

    constructor() {
        super();
        this._resized = new ResizeObserver(() => this._draw());
        this._themed = () => this.updateComplete.then(() => this._draw());
    }

    connectedCallback() {
        super.connectedCallback();
        library ??= import('echarts/dist/echarts.min.js');
        library.then(() => this._draw());
        themeState.addObserver(this._themed);
        this._resized.observe(this);
    }

    disconnectedCallback() {
        this._resized.disconnect();
        themeState.removeObserver(this._themed);
        this._chart?.dispose();
        this._chart = undefined;
        super.disconnectedCallback();
    }

    /** Draws the current state. */
    _draw() {
    }

    /** Called once for each new chart. */
    _made() {
    }

    /** Shows an option in the chart. The first call creates the chart. */
    _show(host, width, height, option) {
        if (!globalThis.echarts || !this.isConnected) {
            return;
        }
        if (!this._chart) {
            this._chart = echarts.init(host, null, { renderer: 'svg', width, height });
            this._made(this._chart);
        } else if (this._chart.getWidth() !== width || this._chart.getHeight() !== height) {
            this._chart.resize({ width, height });
        }
        this._chart.setOption(option, { replaceMerge: ['series'] });
    }

    _tooltipStyle() {
        return { confine: true, backgroundColor: this._color('base-color'), borderColor: this._color('contrast-20pct'),
            textStyle: { color: this._color('body-text-color') } };
    }

    /** The content of a tooltip. It consists of text nodes, so names and reasons are never read as HTML. */
    _tooltip(title, ...lines) {
        const box = document.createElement('div');
        box.style.maxWidth = '340px';
        box.style.whiteSpace = 'normal';
        [title, ...lines].forEach((text, i) => {
            const element = document.createElement(i === 0 ? 'b' : 'div');
            element.textContent = text;
            box.append(element);
        });
        return box;
    }

    _color(name) {
        return getComputedStyle(this).getPropertyValue(`--lumo-${name}`).trim();
    }
}
