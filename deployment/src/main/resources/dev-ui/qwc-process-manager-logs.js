import { LitElement, html, css } from 'lit';
import { putIntoAddress } from './process-manager-address.js';
import { skeletonStyles } from './process-manager-skeleton.js';

/**
 * The output of the processes. The address contains the selected ids, so that they survive a reload and can be linked to:
 * {@code ?ids=db,web}.
 */
export class QwcProcessManagerLogs extends LitElement {

    static styles = [skeletonStyles, css`
        :host {
            display: block;
            box-sizing: border-box;
            height: 100%;
            padding: var(--lumo-space-s);
            overflow: hidden;
        }
    `];

    connectedCallback() {
        super.connectedCallback();
        // The Dev UI loads the modules of all pages of an extension at once. This page shows its skeleton meanwhile.
        import('./process-manager-log-view.js');
    }

    render() {
        return html`<process-manager-log-view class="skeleton-until-defined" picker .ids=${idsInAddress()}
                @picked=${event => putIntoAddress('ids', event.detail.join(','))}></process-manager-log-view>`;
    }
}
customElements.define('qwc-process-manager-logs', QwcProcessManagerLogs);

function idsInAddress() {
    const ids = new URLSearchParams(location.search).get('ids');
    return ids ? ids.split(',') : [];
}
