import { LitElement, html, css, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Search } from './process-manager-log-search.js';
import { logColours } from './process-manager-log-colours.js';
import { ROW, row, rowStyles } from './process-manager-log-row.js';
import { slotsFor } from './process-manager-log-slots.js';

/** The number of lines that are drawn above and below the visible ones. */
const SPARE = 12;
/** Up to so many wrapped lines are all drawn, with their true heights. */
const ALL_WRAPPED = 300;

/**
 * A list of lines that draws only the visible ones. It follows the end until the user scrolls up. One line is the current one;
 * with Shift, the user selects several.
 *
 * Call refresh() after a change of the lines. The list fires "follow-changed" when it starts or stops following the end, and
 * "chosen" when another line becomes the current one.
 *
 * It is not a @vaadin/virtual-list. That was tried with these rows, 100,000 lines and 2,000 new lines every 100 ms, in Chromium
 * with a software renderer on two cores. While following the end, both draw frames of 16.7 ms (median; 95 %: 17 to 33 ms), but a batch
 * takes 16 to 24 ms there and 11 to 13 ms here (median). While scrolled back, a batch takes 25 to 31 ms there and 11 to 12 ms here, and
 * 95 % of the frames take 33 to 50 ms there and 17 ms here. It also binds elements to indexes: each line that is removed at the
 * beginning moves all lines to other elements, which loses a text selection. It has no common width for long lines, and no listbox
 * role with an active descendant.
 */
export class ProcessManagerLogList extends LitElement {

    static properties = {
        /** The Lines to draw. */
        lines: { attribute: false },
        /** The search whose matches are marked. */
        search: { attribute: false },
        /** Whether lines show the ids of their processes. */
        several: { type: Boolean },
        /** The longest id that is shown in full, in letters. */
        longest: { type: Number },
        /** Whether the list stays at the end. */
        follow: { type: Boolean },
        /** How lines look: { wrap, times, numbers }; see row(). */
        look: { attribute: false },
        /** Whether the theme is dark. */
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
            overflow: hidden auto;
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
            width: 100%;
            will-change: transform;
        }
    `];

    constructor() {
        super();
        this.lines = null;
        this.search = Search.NOTHING;
        this.several = false;
        this.longest = 18;
        this.follow = true;
        this.look = { wrap: false, times: 'all', numbers: false };
        this._current = null; // a line
        this._anchor = null; // the line at the other end of the selection
        this._top = 0; // the last known scroll position
        this._slots = new Map(); // from each drawn line to the number of its element
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
     * Draws the current lines.
     *
     * @param gone the number of lines that were removed at the beginning; the visible lines keep their places
     */
    refresh(gone = 0) {
        this._gone = (this._gone ?? 0) + gone;
        this._version = (this._version ?? 0) + 1;
    }

    /** The index of the current line; -1 without one. */
    get current() {
        return this._current === null ? -1 : this.lines.indexOf(this._current);
    }

    /** The selected lines; the current line if no others are selected. */
    get chosen() {
        const [from, to] = this._range();
        return from < 0 ? [] : this.lines.slice(from, to + 1);
    }

    /** Makes a line the current one, and scrolls to it. */
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

    /** The index at which a search starts: the current line, or the first visible one. */
    get start() {
        const current = this.current;
        const top = this._scroller?.scrollTop ?? 0;
        return current >= 0 ? current : this._isScaled ? Math.floor(this._scaled(top)) : Math.floor(top / ROW);
    }

    /** Whether wrapped lines have their own heights. */
    get _isWrapped() {
        return this.look.wrap;
    }

    /** Whether the scroll position is a share of many wrapped lines, whose heights are unknown until they are drawn. */
    get _isScaled() {
        return this._isWrapped && (this.lines?.length ?? 0) > ALL_WRAPPED;
    }

    /** The line, with its fraction, at the same share of all lines as the scroll position is of the height. */
    _scaled(top) {
        const scroller = this._scroller;
        const most = Math.max(1, this.lines.length * ROW - (scroller?.clientHeight ?? 600));
        return Math.min(1, Math.max(0, top / most)) * this.lines.length;
    }

    focus() {
        this._scroller?.focus();
    }

    get _scroller() {
        return this.renderRoot?.querySelector('.scroller');
    }

    _show(index, middle) {
        const scroller = this._scroller;
        if (this._isWrapped) {
            this._wanted = { index, middle };
            if (this._isScaled) {
                const most = this.lines.length * ROW - scroller.clientHeight;
                this._pending = (index + 0.5) / this.lines.length * most;
            }
            return;
        }
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
        const [first, end] = this._drawnRange(count, top, height);
        const drawn = count === 0 ? [] : this.lines.slice(first, end);
        const [from, to] = count === 0 ? [-1, -1] : this._range();
        const current = this.current;
        this._slots = slotsFor(drawn, this._slots);
        this._first = first;
        const natural = this._isWrapped && !this._isScaled;
        return html`
            <div class="scroller" tabindex="0" role="listbox" aria-multiselectable="true" aria-label="Lines of output"
                    aria-activedescendant=${current >= first && current < first + drawn.length ? `line-${current}` : nothing}
                    @scroll=${this._scrolled} @keydown=${this._typed} @click=${this._clicked}>
                <div class="space" role="presentation" style=${natural ? '' : `height:${count * ROW}px`}>
                    <div class="rows ${this._isWrapped ? 'wrap' : ''}" role="presentation"
                            style=${natural ? 'position:static' : `transform:translateY(${first * ROW}px)`}>
                        ${repeat(drawn, line => this._slots.get(line), (line, i) => row(line, {
                            index: first + i, size: count, several: this.several, longest: this.longest, search: this.search, look: this.look,
                            current: first + i === current, chosen: first + i >= from && first + i <= to,
                        }))}
                    </div>
                </div>
            </div>`;
    }

    /** The first drawn line, and the one behind the last. */
    _drawnRange(count, top, height) {
        if (!this._isWrapped) {
            return [Math.max(0, Math.floor(top / ROW) - SPARE), Math.ceil((top + height) / ROW) + SPARE];
        }
        if (!this._isScaled) {
            return [0, count];
        }
        const centre = Math.floor(this.follow ? count : this._scaled(top));
        const around = Math.ceil(height / ROW) + 2;
        return [Math.max(0, centre - around), centre + around];
    }

    /** Moves the drawn lines so that the line at the scroll position is at the same share of the visible height. */
    _placeScaled() {
        const scroller = this._scroller, rows = this.renderRoot.querySelector('.rows');
        const at = this._scaled(scroller.scrollTop), index = Math.min(this.lines.length - 1, Math.floor(at));
        const line = rows.querySelector(`#line-${index}`);
        if (line) {
            const y = line.offsetTop + (at - index) * line.offsetHeight;
            const wanted = at / this.lines.length * scroller.clientHeight;
            rows.style.transform = `translateY(${scroller.scrollTop + wanted - y}px)`;
        }
    }

    /** The wanted scroll position: that of go(), or the present one less the height of the removed lines. */
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
        if (this._isScaled) {
            this._placeScaled();
        } else if (this._isWrapped && this._wanted && !this.follow) {
            this.renderRoot.querySelector(`#line-${this._wanted.index}`)
                ?.scrollIntoView({ block: this._wanted.middle ? 'center' : 'nearest' });
        }
        this._wanted = undefined;
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
