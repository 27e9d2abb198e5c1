import { isAtLeast } from './process-manager-log-level.js';
import { Search } from './process-manager-log-search.js';
import { ALWAYS } from './process-manager-log-time.js';

/** Decides which lines are shown. */
export class Filter {

    /**
     * @param level the least severe level to show
     * @param search the search
     * @param onlyMatches whether only lines that match the search are shown
     * @param span a function from the current time to { from, to }: see process-manager-log-time.js
     * @param phases whether the phases of the processes are shown between the lines
     */
    constructor({ level = 'TRACE', search = Search.NOTHING, onlyMatches = false, span = ALWAYS, phases = true } = {}) {
        this.level = level;
        this.search = search;
        this.onlyMatches = onlyMatches;
        this.span = span;
        this.phases = phases;
    }

    /** Whether a line in this time span is shown. The end of an incarnation has no level, and is shown with each level. */
    shows(line, { from, to }) {
        return line.time >= from && line.time <= to
                && (line.kind !== 'phase' || this.phases)
                && (line.kind === 'end' || isAtLeast(line.level, this.level))
                && (!this.onlyMatches || !this.search.active || line.hit);
    }
}
