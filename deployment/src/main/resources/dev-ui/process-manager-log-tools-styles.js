import { css } from 'lit';

/** The styles of the toolbar of the logs. */
export const logToolsStyles = css`
    :host {
        display: block;
    }
    .tools, .group {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--lumo-space-xs) var(--lumo-space-s);
    }
    .group {
        gap: 0;
        flex-wrap: nowrap;
    }
    .group .name {
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
        color: var(--lumo-secondary-text-color);
        font-size: var(--lumo-font-size-s);
        padding: 0 var(--lumo-space-xs);
    }
    vaadin-text-field, vaadin-select {
        --vaadin-field-default-width: auto;
        --vaadin-input-field-value-font-size: var(--lumo-font-size-s);
        padding: 0;
    }
    vaadin-text-field {
        flex: 1 1 10em;
        max-width: 34em;
        min-width: 9em;
    }
    vaadin-select {
        width: 9.5em;
    }
    vaadin-menu-bar {
        --vaadin-menu-bar-gap: 0;
        flex: none;
        min-width: 34px;
    }
    vaadin-button {
        margin: 0;
        min-width: 2.2em;
        color: var(--lumo-secondary-text-color);
    }
    vaadin-button:hover {
        color: var(--lumo-primary-text-color);
    }
    vaadin-icon {
        width: 16px;
        height: 16px;
    }
    vaadin-button[aria-pressed=true] {
        background-color: var(--lumo-primary-color-10pct);
        color: var(--lumo-primary-text-color);
    }
    .switch {
        padding: 0 0.4em;
    }
    .hits {
        white-space: nowrap;
        color: var(--lumo-secondary-text-color);
        font-size: var(--lumo-font-size-s);
    }
    .error {
        color: var(--lumo-error-text-color);
        font-size: var(--lumo-font-size-s);
        padding-top: var(--lumo-space-xs);
    }
    .moment {
        color: var(--lumo-body-text-color);
        color-scheme: light dark;
        background-color: var(--lumo-contrast-10pct);
        border: none;
        border-radius: var(--lumo-border-radius-m);
        padding: 0.3em;
        font: inherit;
        font-size: var(--lumo-font-size-s);
    }
    .moment:focus-visible {
        outline: 2px solid var(--lumo-primary-color-50pct);
    }
    :host([compact]) .roomy {
        display: none;
    }
`;
