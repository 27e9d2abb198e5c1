package io.quarkiverse.processmanager.runtime.process.assembly;

import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** A start that is refused before anything of it exists. */
final class RefusedStart {

    private RefusedStart() {
    }

    /** Reports the refusal on a thread of its own: the caller has not received the process yet. */
    static void report(StartFailure failure, ProcessRunner.Listener listener) {
        EngineThreads.create("refusal", () -> {
            SerialExecutor
                    .contain(() -> listener.exited(Exits.notStarted(failure.reason(), failure.detail(), SystemClock.wallTime()),
                            0));
            SerialExecutor.contain(listener::gone);
        }).start();
    }
}
