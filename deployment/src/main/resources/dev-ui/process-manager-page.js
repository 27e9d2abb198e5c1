import { QwcHotReloadElement, html, css } from 'qwc-hot-reload-element';
import { connectionState } from 'connection-state';
import { JsonRpc } from 'jsonrpc';
import './process-manager-subscription-ids.js';
import '@vaadin/icon';
import { clock } from './process-manager-display.js';
import { holdTime } from './process-manager-elements.js';
import { skeleton, skeletonStyles } from './process-manager-skeleton.js';

export { html, css };

/**
 * The base of all pages. A page subscribes to streams of the server while it is shown, and subscribes again after each live reload
 * and each interruption. While the server is away, the page shows a message.
 */
export class ProcessManagerPage extends QwcHotReloadElement {

    jsonRpc = new JsonRpc('quarkus-process-manager', false);

    static properties = {
        _away: { state: true },
    };

    static styles = [skeletonStyles, css`
        :host {
            display: flex;
            flex-direction: column;
            height: 100%;
            overflow: hidden;
        }
        .away {
            display: flex;
            align-items: center;
            gap: var(--lumo-space-s);
            padding: var(--lumo-space-s) var(--lumo-space-m);
            background: var(--lumo-warning-color-10pct, var(--lumo-contrast-10pct));
            color: var(--lumo-body-text-color);
            border-left: 4px solid var(--lumo-warning-color);
        }
        .away vaadin-icon {
            color: var(--lumo-warning-text-color);
            flex: none;
        }
        .loading {
            padding: var(--lumo-space-m);
            color: var(--lumo-secondary-text-color);
        }
    `];

    connectedCallback() {
        super.connectedCallback();
        this._tryAgain = () => JsonRpc.reconnect();
        document.addEventListener('max-retries-reached', this._tryAgain);
        this._connectionStateChange();
    }

    disconnectedCallback() {
        document.removeEventListener('max-retries-reached', this._tryAgain);
        holdTime(undefined);
        this._unfollow();
        super.disconnectedCallback();
    }

    _connectionStateChange() {
        const now = connectionState.current;
        if (now?.isConnected) {
            this.hotReload();
        } else if (now?.isDisconnected) {
            this._gone();
        }
    }

    /** The application ends, or the connection is lost. */
    _gone() {
        this._away ??= Date.now();
        holdTime(this._away);
    }

    /** Wraps the receiver of a subscription: passes on each item, and detects the last one. */
    _seen(take) {
        return ({ result }) => {
            if (result.ended) {
                this._gone();
            } else {
                if (this._away !== undefined) {
                    this._away = undefined;
                    holdTime(undefined);
                }
                take(result);
            }
        };
    }

    hotReload() {
        this._unfollow();
        this._following = this.follow();
    }

    /** Subscribes to the streams of the page, and returns the subscriptions. */
    follow() {
        return [];
    }

    _unfollow() {
        this._following?.forEach(subscription => subscription.cancel());
        this._following = undefined;
    }

    /** The message above the content while the server is away. */
    renderAway() {
        return this._away === undefined ? '' : html`
            <div class="away" role="status">
                <vaadin-icon icon="font-awesome-solid:plug-circle-exclamation"></vaadin-icon>
                <span>The application does not answer: it is being reloaded, it could not be started, or dev mode has ended. Its
                    processes run until dev mode ends. This page shows the state at ${clock(this._away)} and reconnects
                    automatically.</span>
            </div>`;
    }

    renderLoading() {
        return html`<div class="loading">Waiting for the application</div>${skeleton()}`;
    }
}
