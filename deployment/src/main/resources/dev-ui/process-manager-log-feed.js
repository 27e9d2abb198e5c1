import { JsonRpc } from 'jsonrpc';
import './process-manager-subscription-ids.js';
import { plain } from './process-manager-ansi.js';
import { LogLines, sentence } from './process-manager-log-lines.js';
import { Matching } from './process-manager-log-matching.js';
import { LiveRows } from './process-manager-rows.js';
import { hueOf } from './process-manager-hues.js';

const NAMESPACE = 'quarkus-process-manager';
/** The number of lines that the browser keeps, and of lines that it holds back while paused. */
const CAPACITY = 100_000;

/**
 * The lines of one view: it receives output, phases and processes from the server, holds lines back while paused, and lets a worker
 * match an expression before the lines are shown.
 */
export class LogFeed {

    /** The ids of all processes. */
    known = [];
    paused = false;
    /** The message of a failed subscription; empty without one. */
    error = '';

    _matching = new Matching();
    /** The steps on the lines that wait for the matches of an expression, in order. */
    _steps = Promise.resolve();
    _stepsWaiting = 0;
    _jsonRpc = new JsonRpc(NAMESPACE, false);

    /**
     * @param filter the filter of the first lines
     * @param changed called after each change, with the number of lines that were removed at the beginning
     * @param waiting called after each change of the lines that wait while the log is paused
     * @param searched called when an expression has failed, or has matched lines
     */
    constructor(filter, { changed, waiting, searched }) {
        this._changed = changed;
        this._waiting = waiting;
        this._searched = searched;
        this.reset(filter);
    }

    /** Forgets all lines. */
    reset(filter) {
        this.filter = filter;
        this.log = new LogLines(CAPACITY);
        this.log.show(filter, Date.now());
        this._resume();
        this.lostWhilePaused = 0;
        this._moments = [];
    }

    close() {
        this.unsubscribe();
        this._matching.close();
    }

    unsubscribe() {
        this._output?.cancel();
        this._processes?.cancel();
        this._output = this._processes = null;
        this._states = undefined;
    }

    /** Subscribes to the output of these processes, or of all of them if there are none. */
    subscribe(ids) {
        this.unsubscribe();
        this.error = '';
        this._ids = ids.join(',');
        this._output = this._jsonRpc.logs({ ids: this._ids })
            .onNext(message => this._take(message.result))
            .onError(message => {
                this.error = message.error?.message ?? 'cannot read the output';
                this._changed(0);
            });
        const live = new LiveRows();
        this._processes = this._jsonRpc.processes().onNext(({ result }) => {
            if (!result.ended) {
                this._takeProcesses(live.after(result).rows);
            }
        });
    }

    /** Applies a filter when its matches are known, unless a later one has replaced it. */
    show(filter, apply) {
        this.filter = filter;
        this._step(log => filter === this.filter ? log.texts : [], log => {
            if (filter === this.filter) {
                apply(log);
            }
        });
    }

    /** Pauses, or shows the lines that were held back. */
    pause() {
        this.paused = !this.paused;
        if (!this.paused) {
            this._resume().forEach(batch => this._addBatch(batch));
            this._addMoments();
        }
    }

    _resume() {
        const held = this._held ?? [];
        this._held = [];
        this.heldLines = 0;
        return held;
    }

    _take(batch) {
        if (!this.paused) {
            this._addBatch(batch);
            return;
        }
        this._held.push(batch);
        this.heldLines += batch.lines.length;
        while (this.heldLines > CAPACITY) {
            const lost = this._held.shift().lines.length;
            this.heldLines -= lost;
            this.lostWhilePaused += lost;
        }
        this._waiting();
    }

    _addBatch(batch) {
        this._step(() => batch.lines.map(line => plain(line.text)), log => this._changed(log.add(batch, Date.now())));
    }

    /**
     * Makes a step on the lines: at once or, with an expression, when the worker has matched these texts. Steps keep their order. A
     * step for lines that are no longer shown is left out.
     */
    _step(texts, act) {
        const log = this.log, { search } = this.filter;
        if (this._stepsWaiting === 0 && !search.remote) {
            act(log);
            return;
        }
        this._stepsWaiting++;
        this._steps = this._steps.then(async () => {
            if (log === this.log && search.remote) {
                await this._matching.match(search, texts(log));
            }
            this._stepsWaiting--;
            if (log === this.log) {
                act(log);
            }
            this._searched(search);
        });
    }

    _takeProcesses(rows) {
        const ids = rows.map(row => row.id);
        if (String(ids) !== String(this.known)) {
            ids.forEach(hueOf);
            this.known = ids;
            this._changed(0);
        }
        const states = rows.map(row => `${row.id} ${row.phase} ${row.health} ${row.incarnation} ${row.lastExit?.at}`).join();
        if (states !== this._states) {
            this._states = states;
            this._fetchMoments();
        }
    }

    async _fetchMoments() {
        const log = this.log;
        try {
            const { result } = await this._jsonRpc.moments({ ids: this._ids });
            if (log !== this.log) {
                return;
            }
            this._moments = result.map(moment => ({ ...moment, time: moment.at }));
            if (!this.paused) {
                this._addMoments();
            }
        } catch {
            // The application is away. The next subscription calls this method again.
        }
    }

    _addMoments() {
        const moments = this._moments;
        this._step(() => moments.map(sentence),
            log => this._changed(moments.reduce((gone, moment) => gone + log.addMoment(moment, Date.now()), 0)));
    }
}
