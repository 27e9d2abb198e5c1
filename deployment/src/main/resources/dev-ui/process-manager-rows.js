// Puts the updates of the server together: the first one has all rows, later ones have the rows that have changed.

/** The rows of one subscription. */
export class LiveRows {

    #rows = new Map();
    #ids = [];

    /** Returns all rows after the update, in the order of the server, with the counts of the update. */
    after({ counts, ids, rows }) {
        for (const row of rows) {
            this.#rows.set(row.id, row);
        }
        if (ids != null) {
            this.#ids = ids;
            const known = new Set(ids);
            [...this.#rows.keys()].filter(id => !known.has(id)).forEach(id => this.#rows.delete(id));
        }
        return { counts, rows: this.#ids.map(id => this.#rows.get(id)).filter(row => row !== undefined) };
    }
}
