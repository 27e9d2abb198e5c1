import { html, css } from 'lit';

/**
 * The styles of what a page shows until it has its modules and the first answer, and the colour of its minor texts: with that of the
 * Dev UI they have a contrast of 3, and WCAG asks for 4.5.
 */
export const skeletonStyles = css`
    :host {
        --lumo-secondary-text-color: color-mix(in srgb, var(--lumo-body-text-color) 80%, transparent);
    }
    .skeleton, .skeleton-until-defined:not(:defined) {
        display: block;
        flex: 1;
        min-height: 200px;
        margin: 0 var(--lumo-space-m);
        border-radius: var(--lumo-border-radius-m);
        background: repeating-linear-gradient(to bottom, var(--lumo-contrast-10pct) 0 14px, transparent 14px 36px);
        animation: skeleton 1.2s ease-in-out infinite alternate;
    }
    @keyframes skeleton {
        from { opacity: 0.35; }
        to { opacity: 1; }
    }
    @media (prefers-reduced-motion: reduce) {
        .skeleton, .skeleton-until-defined:not(:defined) {
            animation: none;
        }
    }
`;

/** The lines of a page before its first answer. */
export function skeleton() {
    return html`<div class="skeleton" role="status" aria-label="Waiting for the application"></div>`;
}
