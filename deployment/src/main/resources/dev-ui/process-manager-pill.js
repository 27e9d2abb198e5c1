import { css } from 'lit';

/** The round buttons above a table: filters that stay pressed, and choices. */
export const pillStyles = css`
    .pill {
        font: inherit;
        font-size: var(--lumo-font-size-s);
        color: var(--lumo-secondary-text-color);
        background: none;
        border: 1px solid var(--lumo-contrast-20pct);
        border-radius: 1em;
        padding: 2px 10px;
        white-space: nowrap;
        cursor: pointer;
    }
    .pill:hover:enabled {
        background: var(--lumo-contrast-5pct);
    }
    .pill:focus-visible {
        outline: 2px solid var(--lumo-primary-color-50pct);
        outline-offset: 1px;
    }
    .pill[aria-pressed='true'], .pill[aria-pressed='true']:hover {
        color: var(--lumo-primary-contrast-color);
        background: var(--lumo-primary-color);
        border-color: transparent;
    }
    .pill.alarm:not([aria-pressed='true']) {
        color: var(--lumo-error-text-color);
        border-color: var(--lumo-error-color-50pct);
    }
`;
