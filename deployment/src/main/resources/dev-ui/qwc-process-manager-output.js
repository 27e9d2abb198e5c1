import { LitElement, html, css } from 'lit';
import './process-manager-log-view.js';

/** The footer tab with the output of the processes. */
export class QwcProcessManagerOutput extends LitElement {

    static styles = css`
        :host {
            display: block;
            /* The height below the tabs of the footer, because the footer sets no height on its content. */
            height: calc(var(--footer-height, 250px) - 72px);
            overflow: hidden;
        }
    `;

    connectedCallback() {
        super.connectedCallback();
        // The footer sets the title for the name of the tab; a browser would show it as a tooltip of the whole content.
        this.removeAttribute('title');
    }

    render() {
        return html`<process-manager-log-view picker compact></process-manager-log-view>`;
    }
}
customElements.define('qwc-process-manager-output', QwcProcessManagerOutput);
