import 'echarts/dist/echarts.min.js';
import { themeState } from 'theme-state';
import { ProcessManagerPage, html, css } from './process-manager-page.js';

export { html, css };

/** What pages with a chart have in common: it is drawn again when the size or the theme has changed, and goes with the page. */
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

    /** Draws what there is to draw now. */
    _draw() {
    }

    /** A chart has been made. */
    _made() {
    }

    /** Shows this in the chart, which is made with the first of it. */
    _show(host, width, height, option) {
        if (!this._chart) {
            this._chart = echarts.init(host, null, { renderer: 'svg', width, height });
            this._made(this._chart);
        } else if (this._chart.getWidth() !== width || this._chart.getHeight() !== height) {
            this._chart.resize({ width, height });
        }
        this._chart.setOption(option, { replaceMerge: ['series'] });
    }

    _color(name) {
        return getComputedStyle(this).getPropertyValue(`--lumo-${name}`).trim();
    }
}
