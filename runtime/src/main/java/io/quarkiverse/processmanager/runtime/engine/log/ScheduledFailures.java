package io.quarkiverse.processmanager.runtime.engine.log;

import java.util.HashMap;
import java.util.Map;

import org.jboss.logging.Logger.Level;

/**
 * The scheduled tasks whose last runs have failed. A schedule runs its task again, so the log has a line for the first failed run and
 * for each tenfold number of them, not for each run. Confined to the thread that publishes.
 */
final class ScheduledFailures {

    /** The failed runs since the last success, by the id of the task. */
    private final Map<String, Integer> failed = new HashMap<>();

    /** A run has failed: the level of its line. */
    Level failed(String id) {
        int runs = failed.merge(id, 1, Integer::sum);
        int rest = runs;
        while (rest % 10 == 0) {
            rest /= 10;
        }
        return rest == 1 ? Level.WARN : Level.DEBUG;
    }

    /** The failed runs so far, as the end of a sentence; empty without a run before the present one. */
    String count(String id) {
        int runs = failed.getOrDefault(id, 0);
        return runs < 2 ? "; its schedule runs it again" : "; " + runs + " runs in a row have failed";
    }

    /** A run has succeeded: how many failed before it, as the end of a sentence. */
    String succeeded(String id) {
        Integer runs = failed.remove(id);
        return runs == null ? "" : runs == 1 ? "; the run before it failed" : "; the " + runs + " runs before it failed";
    }
}
