import { LitElement, html, css } from 'lit';
import '@vaadin/icon';
import { pillStyles } from './process-manager-pill.js';
import { COLUMNS, keep } from './process-manager-shown-columns.js';

/** The button that opens the list of the columns. It fires columns-chosen with the chosen ones, or with null for no choice. */
class ProcessManagerColumns extends LitElement {

    static properties = { shown: { attribute: false }, chosen: { type: Boolean } };

    static styles = [pillStyles, css`
        input:focus-visible {
            outline: 2px solid var(--lumo-primary-color-50pct);
            outline-offset: 1px;
        }
        vaadin-icon {
            width: 0.85em;
            height: 0.85em;
        }
        [popover] {
            margin: 0;
            border: 1px solid var(--lumo-contrast-20pct);
            border-radius: var(--lumo-border-radius-m);
            background: var(--lumo-base-color);
            color: var(--lumo-body-text-color);
            box-shadow: var(--lumo-box-shadow-m);
            padding: var(--lumo-space-s) var(--lumo-space-m);
            font-size: var(--lumo-font-size-s);
        }
        label {
            display: flex;
            align-items: center;
            gap: var(--lumo-space-s);
            padding: 2px 0;
            cursor: pointer;
        }
        fieldset {
            border: none;
            margin: 0;
            padding: 0;
        }
        [popover] .pill {
            margin-top: var(--lumo-space-s);
        }
    `];

    render() {
        return html`
            <button id="open" class="pill" popovertarget="list" aria-haspopup="true" aria-label="Columns"
                title="Choose the columns"><vaadin-icon icon="font-awesome-solid:table-columns"></vaadin-icon></button>
            <div id="list" popover @beforetoggle=${this._place}>
                <fieldset aria-label="Columns of the table">
                    ${Object.entries(COLUMNS).map(([path, { title }]) => html`<label>
                        <input type="checkbox" .checked=${this.shown.includes(path)} @change=${e => this._choose(path, e.target.checked)}>
                        ${title}</label>`)}
                </fieldset>
                <button class="pill" ?disabled=${!this.chosen} @click=${() => this._fire(null)}>As the width allows</button>
            </div>`;
    }

    _place() {
        const list = this.renderRoot.querySelector('#list');
        const { left, bottom } = this.renderRoot.querySelector('#open').getBoundingClientRect();
        list.style.left = `${Math.max(4, Math.min(left, window.innerWidth - 220))}px`;
        list.style.top = `${bottom + 4}px`;
    }

    _choose(path, on) {
        this._fire(Object.keys(COLUMNS).filter(other => other === path ? on : this.shown.includes(other)));
    }

    _fire(chosen) {
        keep(chosen);
        this.dispatchEvent(new CustomEvent('columns-chosen', { detail: chosen }));
    }
}
customElements.define('process-manager-columns', ProcessManagerColumns);
