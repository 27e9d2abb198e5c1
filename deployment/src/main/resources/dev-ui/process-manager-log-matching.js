/*
 * Matches regular expressions in a web worker, with a time limit.
 */

/** The time for one piece of texts, in milliseconds. A piece takes a few; a catastrophic expression takes for ever. */
const LIMIT = 2000;
/** The number of texts in one piece. */
const PIECE = 2000;

function openWorker() {
    return new Worker(new URL('./process-manager-log-worker.js', import.meta.url), { type: 'module' });
}

/** One worker, which is made at the first expression, and again after it was ended because of the time. */
export class Matching {

    /**
     * @param open makes a worker
     * @param limit the time for one piece of texts, in milliseconds
     */
    constructor({ open = openWorker, limit = LIMIT } = {}) {
        this._open = open;
        this._limit = limit;
        this._worker = null;
    }

    /** Tells a search which of the texts match. It fails the search if a piece takes too long. */
    async match(search, texts) {
        try {
            for (let from = 0; from < texts.length && search.active; from += PIECE) {
                const piece = texts.slice(from, from + PIECE);
                const { found } = await this._ask({ source: search.source, flags: search.flags, texts: piece });
                found.forEach(([index, ranges]) => search.learn(piece[index], ranges));
            }
        } catch (failure) {
            this.close();
            search.fail(failure.message);
        }
    }

    close() {
        this._worker?.then(worker => worker.terminate(), () => {});
        this._worker = null;
    }

    async _ask(question) {
        this._worker ??= this._make();
        const worker = await this._worker;
        return this._answer(worker, () => worker.postMessage(question), this._limit);
    }

    /** The time counts from the first message of the worker, not from its creation on a busy machine. */
    async _make() {
        const worker = this._open();
        await this._answer(worker, () => {}, 30 * this._limit);
        return worker;
    }

    _answer(worker, ask, limit) {
        return new Promise((resolve, reject) => {
            const expiry = setTimeout(() => {
                worker.terminate();
                reject(new Error('The expression takes too long for one line'));
            }, limit);
            worker.onmessage = ({ data }) => {
                clearTimeout(expiry);
                resolve(data);
            };
            worker.onerror = event => {
                clearTimeout(expiry);
                reject(new Error(`Cannot search: ${event.message ?? 'the worker of the page does not start'}`));
            };
            ask();
        });
    }
}
