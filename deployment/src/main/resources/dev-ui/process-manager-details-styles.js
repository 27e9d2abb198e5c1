import { css } from 'lit';

/** The styles of the details of a process. */
export const detailsStyles = css`
    :host {
        display: flex;
        flex-direction: column;
        background: var(--lumo-base-color);
        min-width: 0;
    }
    header {
        display: flex;
        align-items: flex-start;
        gap: var(--lumo-space-s);
        padding: var(--lumo-space-s) var(--lumo-space-m);
        border-bottom: 1px solid var(--lumo-contrast-10pct);
    }
    header > div {
        flex: 1;
        min-width: 0;
    }
    h2 {
        margin: 0 0 var(--lumo-space-xs) 0;
        font-size: var(--lumo-font-size-l);
        overflow-wrap: anywhere;
    }
    .scroll {
        flex: 1;
        overflow: auto;
        padding: 0 var(--lumo-space-m) var(--lumo-space-l) var(--lumo-space-m);
    }
    h3 {
        font-size: var(--lumo-font-size-s);
        color: var(--lumo-secondary-text-color);
        margin: var(--lumo-space-m) 0 var(--lumo-space-xs) 0;
        font-weight: 600;
    }
    p {
        margin: var(--lumo-space-s) 0 0 0;
    }
    pre + dl {
        margin-top: var(--lumo-space-xs);
    }
    dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 2px var(--lumo-space-m);
        margin: 0;
        font-size: var(--lumo-font-size-s);
    }
    dt {
        color: var(--lumo-secondary-text-color);
    }
    dd {
        margin: 0;
        overflow-wrap: anywhere;
        font-variant-numeric: tabular-nums;
    }
    pre, code {
        font-family: var(--quarkus-font-mono, ui-monospace, monospace);
        font-size: var(--lumo-font-size-xs);
    }
    pre {
        background: var(--lumo-contrast-5pct);
        border-radius: var(--lumo-border-radius-m);
        padding: var(--lumo-space-s);
        margin: 0;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
    }
    pre.failure {
        border-left: 3px solid var(--lumo-error-color);
        max-height: 16em;
        overflow: auto;
    }
    mark {
        background: color-mix(in srgb, var(--lumo-error-color) 20%, transparent);
        color: var(--lumo-error-text-color);
        font-weight: 600;
    }
    .cause {
        color: var(--lumo-error-text-color);
        overflow-wrap: anywhere;
    }
    .charts {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--lumo-space-m);
        font-size: var(--lumo-font-size-s);
    }
    ul {
        list-style: none;
        margin: 0;
        padding: 0;
        font-size: var(--lumo-font-size-s);
    }
    li {
        padding: 1px 0;
        overflow-wrap: anywhere;
    }
    li vaadin-icon, td vaadin-icon {
        width: 0.9em;
        height: 0.9em;
    }
    .link {
        font: inherit;
        text-align: left;
        border: none;
        background: none;
        padding: 0;
        color: var(--lumo-primary-text-color);
        cursor: pointer;
    }
    .link:hover {
        text-decoration: underline;
    }
    table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--lumo-font-size-s);
        table-layout: fixed;
    }
    td {
        padding: 3px 4px 3px 0;
        vertical-align: top;
        overflow-wrap: anywhere;
        border-bottom: 1px solid var(--lumo-contrast-5pct);
    }
    summary {
        color: var(--lumo-secondary-text-color);
        font-size: var(--lumo-font-size-s);
        font-weight: 600;
        margin: var(--lumo-space-m) 0 var(--lumo-space-xs) 0;
        cursor: pointer;
    }
    process-manager-log-view {
        height: 22em;
    }
    .minor {
        color: var(--lumo-secondary-text-color);
        font-size: var(--lumo-font-size-xs);
    }
    .probes {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
    }
    .probes span {
        width: 8px;
        height: 18px;
        border-radius: 2px;
        background: var(--lumo-success-color);
    }
    .probes span.bad {
        background: var(--lumo-error-color);
    }
`;
