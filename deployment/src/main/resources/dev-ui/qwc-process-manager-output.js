import { LitElement, html, css } from 'lit';
import { skeletonStyles } from './process-manager-skeleton.js';
import './process-manager-early.js';

/**
 * The footer tab with the output of the processes. The Dev UI loads this module with each of its pages, so it loads the view of the
 * logs only when the tab is seen.
 */
export class QwcProcessManagerOutput extends LitElement {

    static styles = [skeletonStyles, css`
        :host {
            display: block;
            /* The height below the tabs of the footer, because the footer sets no height on its content. */
            height: calc(var(--footer-height, 250px) - 72px);
            overflow: hidden;
        }
    `];

    connectedCallback() {
        super.connectedCallback();
        // The footer sets the title for the name of the tab; a browser would show it as a tooltip of the whole content.
        this.removeAttribute('title');
        this._seen = new IntersectionObserver(entries => {
            if (entries.at(-1).intersectionRect.height > 0) {
                import('./process-manager-log-view.js');
            }
        });
        this._seen.observe(this);
    }

    disconnectedCallback() {
        this._seen.disconnect();
        super.disconnectedCallback();
    }

    render() {
        return html`<process-manager-log-view class="skeleton-until-defined" picker compact></process-manager-log-view>`;
    }
}
customElements.define('qwc-process-manager-output', QwcProcessManagerOutput);
