import { css } from 'lit';

/** The styles of the graph. */
export const graphStyles = css`
    .legend {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lumo-space-xs) var(--lumo-space-m);
        align-items: center;
        padding: 0 var(--lumo-space-m) var(--lumo-space-xs) var(--lumo-space-m);
        font-size: var(--lumo-font-size-s);
        color: var(--lumo-secondary-text-color);
    }
    .legend i {
        display: inline-block;
        width: 28px;
        border-top: 2px solid var(--line);
        vertical-align: middle;
        margin-right: 4px;
    }
    .legend i.unmet, .legend i.failed {
        border-top-style: dashed;
    }
    .legend .gap {
        flex: 1;
    }
    .legend vaadin-button {
        margin: 0;
    }
    .legend .scale {
        min-width: 3.5em;
        text-align: center;
        font-variant-numeric: tabular-nums;
    }
    .met {
        --line: var(--lumo-success-color);
    }
    .unmet {
        --line: var(--lumo-warning-color);
    }
    .blocks, .failed {
        --line: var(--lumo-error-color);
    }
    .scroll {
        height: 100%;
        overflow: auto;
    }
    .none {
        padding: var(--lumo-space-xl);
        text-align: center;
        color: var(--lumo-secondary-text-color);
    }
    .sheet {
        margin: 0 auto;
        overflow: hidden;
    }
    .picture {
        position: relative;
        transform-origin: 0 0;
    }
    .picture svg {
        position: absolute;
        inset: 0;
        overflow: visible;
    }
    .away ~ .main .picture {
        opacity: 0.6;
    }
    .line path {
        fill: none;
        stroke: var(--line);
        stroke-width: 1.6;
    }
    .line polygon {
        fill: var(--line);
    }
    .condition {
        font-size: 11px;
        fill: var(--lumo-secondary-text-color);
        paint-order: stroke;
        stroke: var(--lumo-base-color);
        stroke-width: 4px;
        stroke-linejoin: round;
    }
    .line.unmet path, .line.failed path {
        stroke-dasharray: 5 4;
    }
    .line.blocks path, .line.failed path {
        stroke-width: 2.6;
    }
    .condition.failed, .condition.blocks {
        fill: var(--lumo-error-text-color);
    }
    .box {
        position: absolute;
        box-sizing: border-box;
        display: flex;
        flex-direction: column;
        gap: 1px;
        padding: 6px 8px 6px 12px;
        border: 1px solid var(--lumo-contrast-20pct);
        border-left: 5px solid var(--tone);
        border-radius: 6px;
        background: var(--lumo-base-color);
        font-size: 12px;
        line-height: 1.35;
        overflow: hidden;
        cursor: pointer;
    }
    .box:hover, .box:focus-within {
        border-color: var(--lumo-primary-color-50pct);
        border-left-color: var(--tone);
        box-shadow: 0 1px 6px var(--lumo-contrast-10pct);
    }
    .box.selected {
        outline: 2px solid var(--lumo-primary-color);
    }
    .box.several {
        box-shadow: 3px 3px 0 -1px var(--lumo-base-color), 3px 3px 0 0 var(--lumo-contrast-30pct),
            6px 6px 0 -1px var(--lumo-base-color), 6px 6px 0 0 var(--lumo-contrast-20pct);
    }
    .box.application {
        border-style: double;
        border-width: 3px 3px 3px 5px;
        cursor: default;
    }
    .head {
        all: unset;
        display: flex;
        align-items: center;
        gap: 6px;
        cursor: inherit;
        border-radius: 3px;
    }
    .head:focus-visible, .box.application:focus-visible {
        outline: 2px solid var(--lumo-primary-color);
    }
    .head b {
        flex: 1;
        font-size: 14px;
        font-weight: 600;
        color: var(--lumo-body-text-color);
        overflow: hidden;
        overflow-wrap: anywhere;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        line-height: 1.15;
    }
    .small .head b {
        font-size: 13px;
    }
    .head small {
        color: var(--lumo-secondary-text-color);
    }
    .head vaadin-icon {
        width: 14px;
        height: 14px;
        flex: none;
        color: var(--tone);
    }
    .state {
        color: var(--tone);
        font-weight: 500;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
    }
    .why, .end {
        color: var(--lumo-secondary-text-color);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
    }
    .why {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        white-space: normal;
        min-height: 0;
    }
    .end {
        margin-top: auto;
        font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
        font-size: 11px;
    }
    .end a {
        color: var(--lumo-primary-text-color);
    }
    .small .application .state, .small .why, .small .end {
        display: none;
    }
`;
