import { LitElement, html, css } from 'lit';
import './process-manager-log-view.js';

/** The tab of the footer with the output of the processes. */
export class QwcProcessManagerOutput extends LitElement {

    static styles = css`
        :host {
            display: block;
            /* What the footer leaves below its tabs; it gives its content no height of its own. */
            height: calc(var(--footer-height, 250px) - 72px);
            overflow: hidden;
        }
    `;

    connectedCallback() {
        super.connectedCallback();
        // The footer puts it there for the name of the tab; a browser would show it wherever the mouse is.
        this.removeAttribute('title');
    }

    render() {
        return html`<process-manager-log-view picker compact></process-manager-log-view>`;
    }
}
customElements.define('qwc-process-manager-output', QwcProcessManagerOutput);
