import { LitElement, html, css, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Search } from './process-manager-log-search.js';
import { logColours } from './process-manager-log-colours.js';
import { ROW, row, rowStyles } from './process-manager-log-row.js';

/** How many lines are drawn above and below of what can be seen. */
const SPARE = 12;

/**
 * Draws lines, only those that can be seen, however many there are. It follows the end until somebody scrolls up. One line is
 * the current one; with Shift, several are chosen.
 *
 * Whoever changes the lines calls refresh(). It fires "follow-changed" when it begins or ceases to follow, and "chosen" when
 * another line is the current one.
 */
export class ProcessManagerLogList extends LitElement {

    static properties = {
        /** The Lines to draw. */
        lines: { attribute: false },
        /** What is marked in them. */
        search: { attribute: false },
        /** Whether lines say whose they are. */
        several: { type: Boolean },
        /** Whether it stays at the end. */
        follow: { type: Boolean },
        /** Whether the ground is dark. */
        dark: { type: Boolean, reflect: true },
        _version: { state: true },
    };

    static styles = [logColours, rowStyles, css`
        :host {
            display: block;
            min-height: 0;
            position: relative;
        }
        .scroller {
            position: absolute;
            inset: 0;
            overflow: auto;
            overflow-anchor: none;
            font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
            font-size: 13px;
            outline: none;
        }
        .scroller:focus-visible {
            box-shadow: inset 0 0 0 2px var(--lumo-primary-color-50pct);
        }
        .space {
            position: relative;
        }
        .rows {
            position: absolute;
            top: 0;
            left: 0;
            min-width: 100%;
            width: max-content;
            will-change: transform;
        }
    `];

    constructor() {
        super();
        this.lines = null;
        this.search = Search.NOTHING;
        this.several = false;
        this.follow = true;
        this._current = null; // a line
        this._anchor = null; // the other end of what is chosen, a line
        this._top = 0; // of what is seen, as it was last known
        this._slots = new Map(); // from a line that is drawn to the number of the element that draws it
        this._resized = new ResizeObserver(() => this.refresh());
    }

    connectedCallback() {
        super.connectedCallback();
        this._resized.observe(this);
    }

    disconnectedCallback() {
        this._resized.disconnect();
        super.disconnectedCallback();
    }

    /**
     * Draws what the lines are now.
     *
     * @param gone how many have been taken away at the beginning; what is seen stays where it is
     */
    refresh(gone = 0) {
        this._gone = (this._gone ?? 0) + gone;
        this._version = (this._version ?? 0) + 1;
    }

    /** The index of the current line; -1 without one. */
    get current() {
        return this._current === null ? -1 : this.lines.indexOf(this._current);
    }

    /** The lines that are chosen; the current one if it is the only one. */
    get chosen() {
        const [from, to] = this._range();
        return from < 0 ? [] : this.lines.slice(from, to + 1);
    }

    /** Makes a line the current one, and brings it into view. */
    go(index, { extend = false, middle = false } = {}) {
        const to = Math.max(0, Math.min(this.lines.length - 1, index));
        if (this.lines.length === 0) {
            return;
        }
        this._current = this.lines.at(to);
        this._anchor = extend ? this._anchor ?? this._current : null;
        this._setFollow(to === this.lines.length - 1 && this.follow);
        this._show(to, middle);
        this.refresh();
        this.dispatchEvent(new CustomEvent('chosen', { detail: this._current }));
    }

    /** Goes to the end and stays there. */
    goToEnd() {
        this._current = null;
        this._anchor = null;
        this._setFollow(true);
        this.refresh();
    }

    /** The line from which on something is looked for in a direction: the current one, or what is seen. */
    get start() {
        const current = this.current;
        return current >= 0 ? current : Math.floor((this._scroller?.scrollTop ?? 0) / ROW);
    }

    focus() {
        this._scroller?.focus();
    }

    get _scroller() {
        return this.renderRoot?.querySelector('.scroller');
    }

    _show(index, middle) {
        const scroller = this._scroller;
        const above = index * ROW;
        const height = scroller.clientHeight;
        if (above >= scroller.scrollTop && above + ROW <= scroller.scrollTop + height) {
            return;
        }
        const below = above < scroller.scrollTop ? above : above + ROW - height;
        this._pending = middle ? above - (height - ROW) / 2 : below;
    }

    _setFollow(follow) {
        if (this.follow !== follow) {
            this.follow = follow;
            this.dispatchEvent(new CustomEvent('follow-changed', { detail: follow }));
        }
    }

    _range() {
        const current = this.current;
        const anchor = this._anchor === null ? -1 : this.lines.indexOf(this._anchor);
        return anchor < 0 ? [current, current] : [Math.min(anchor, current), Math.max(anchor, current)];
    }

    render() {
        const count = this.lines?.length ?? 0;
        const height = this._scroller?.clientHeight ?? 600;
        const top = Math.max(0, this.follow ? count * ROW - height : this._wantedTop());
        const first = Math.max(0, Math.floor(top / ROW) - SPARE);
        const drawn = count === 0 ? [] : this.lines.slice(first, Math.ceil((top + height) / ROW) + SPARE);
        const [from, to] = count === 0 ? [-1, -1] : this._range();
        const current = this.current;
        this._slots = slotsFor(drawn, this._slots);
        return html`
            <div class="scroller" tabindex="0" role="listbox" aria-multiselectable="true" aria-label="Lines of output"
                    aria-activedescendant=${current >= first && current < first + drawn.length ? `line-${current}` : nothing}
                    @scroll=${this._scrolled} @keydown=${this._typed} @click=${this._clicked}>
                <div class="space" role="presentation" style="height:${count * ROW}px">
                    <div class="rows" role="presentation" style="transform:translateY(${first * ROW}px)">
                        ${repeat(drawn, line => this._slots.get(line), (line, i) => row(line, {
                            index: first + i, size: count, several: this.several, search: this.search,
                            current: first + i === current, chosen: first + i >= from && first + i <= to,
                        }))}
                    </div>
                </div>
            </div>`;
    }

    /** Where the view is to be: where it was, as much higher as lines before it are gone, or where somebody wants to go. */
    _wantedTop() {
        if (this._pending !== undefined) {
            return this._pending;
        }
        return (this._scroller?.scrollTop ?? 0) - (this._gone ?? 0) * ROW;
    }

    updated() {
        const scroller = this._scroller;
        const top = this.follow ? scroller.scrollHeight : this._wantedTop();
        this._pending = undefined;
        this._gone = 0;
        if (Math.abs(scroller.scrollTop - top) >= 1) {
            scroller.scrollTop = top;
        }
        this._top = scroller.scrollTop;
    }

    _scrolled() {
        const scroller = this._scroller;
        const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
        if (atEnd) {
            this._setFollow(true);
        } else if (scroller.scrollTop < this._top - 1) {
            this._setFollow(false);
        }
        this._top = scroller.scrollTop;
        this.refresh();
    }

    _clicked(event) {
        const row = event.composedPath().find(node => node.classList?.contains('row'));
        if (!row || this.renderRoot.getSelection?.()?.type === 'Range' || document.getSelection()?.type === 'Range') {
            return;
        }
        this.go(Number(row.id.slice('line-'.length)), { extend: event.shiftKey });
    }

    _typed(event) {
        const page = Math.max(1, Math.floor(this._scroller.clientHeight / ROW) - 1);
        const here = this.current >= 0 ? this.current : this.follow ? this.lines.length : this.start - 1;
        const target = {
            ArrowDown: here + 1, j: here + 1, J: here + 1, ArrowUp: here - 1, k: here - 1, K: here - 1,
            PageDown: here + page, PageUp: here - page, Home: 0, g: 0,
        }[event.key];
        if (event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        if (event.key === 'End' || event.key === 'G') {
            this.goToEnd();
        } else if (target !== undefined) {
            this.go(target, { extend: event.shiftKey });
        } else {
            return;
        }
        event.preventDefault();
        event.stopPropagation();
    }
}
customElements.define('process-manager-log-list', ProcessManagerLogList);

/**
 * Which element draws which line. A line keeps its element, as somebody may have marked text in it; the elements of lines that
 * are not drawn any more draw new ones, because to change an element costs less than to make one.
 */
function slotsFor(lines, before) {
    const slots = new Map();
    lines.filter(line => before.has(line)).forEach(line => slots.set(line, before.get(line)));
    const used = new Set(slots.values());
    let next = 0;
    for (const line of lines) {
        if (!slots.has(line)) {
            while (used.has(next)) {
                next++;
            }
            slots.set(line, next++);
        }
    }
    return slots;
}
