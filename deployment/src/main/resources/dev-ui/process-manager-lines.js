/** A list with cheap additions at the end and cheap removals at the beginning. */
export class Lines {

    _items = [];
    _head = 0;

    get length() {
        return this._items.length - this._head;
    }

    at(index) {
        return this._items[this._head + index];
    }

    indexOf(line) {
        return Math.max(-1, this._items.indexOf(line, this._head) - this._head);
    }

    push(line) {
        this._items.push(line);
    }

    insert(index, line) {
        this._items.splice(this._head + index, 0, line);
    }

    /** Removes a line. The search starts at the end. */
    remove(line) {
        const index = this.find(this.length - 1, -1, other => other === line);
        if (index >= 0) {
            this._items.splice(this._head + index, 1);
        }
        return index >= 0;
    }

    /** Removes and returns the first line. */
    shift() {
        const line = this._items[this._head];
        this._items[this._head++] = undefined;
        if (this._head > 20_000 && this._head > this._items.length / 4) {
            this._items = this._items.slice(this._head);
            this._head = 0;
        }
        return line;
    }

    slice(from, to) {
        return this._items.slice(this._head + from, this._head + to);
    }

    /** The index of the first line that meets a condition, from an index on in a direction (1 or -1); -1 without one. */
    find(from, direction, wanted) {
        for (let i = from; i >= 0 && i < this.length; i += direction) {
            if (wanted(this.at(i))) {
                return i;
            }
        }
        return -1;
    }
}
