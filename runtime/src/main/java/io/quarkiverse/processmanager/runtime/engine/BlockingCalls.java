package io.quarkiverse.processmanager.runtime.engine;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.rules.ProbeTally;

/**
 * The calls of the probes that may block, each on a worker. Until a call has returned, the next check of the same process for the same
 * purpose fails and takes no second worker, also after a restart of the process. A call is not interrupted here, and the end of the
 * application does not wait for it. Safe for use by several threads.
 */
final class BlockingCalls {

    /** The calls that have not returned. A check that waits for a worker is none: the queue of the workers may drop it silently. */
    private final Set<Key> calls = ConcurrentHashMap.newKeySet();

    private record Key(String processId, ProbeTally.Purpose purpose) {
    }

    /** Calls the probe on a worker, unless the previous call has not returned. Never blocks. */
    void run(Check check, Executor workers) {
        Key key = new Key(check.processId(), check.request().purpose());
        if (calls.contains(key)) {
            fail(check);
        } else if (check.isWanted()) {
            workers.execute(() -> call(key, check, workers));
        }
    }

    private void call(Key key, Check check, Executor workers) {
        if (!check.isWanted()) {
            return;
        }
        if (!calls.add(key)) {
            fail(check);
            return;
        }
        CompletionStage<ProbeResult> stage = check.call();
        // Before the answer, because the next check may follow it at once.
        calls.remove(key);
        // The cancellation runs what depends on the stage, and that may block, too.
        check.follow(stage, workers);
    }

    private static void fail(Check check) {
        check.answer().complete(ProbeResult.failure(
                "the previous check of process '" + check.processId() + "' has not returned"));
    }
}
