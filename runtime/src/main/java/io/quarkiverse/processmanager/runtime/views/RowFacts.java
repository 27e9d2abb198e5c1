package io.quarkiverse.processmanager.runtime.views;

import java.util.function.Function;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;

/** Answers what a row shows and neither the definition nor the status of its process has. */
public interface RowFacts {

    /** Most stack traces have fewer lines. */
    int LAST_LINES = 60;

    /** No further facts: each process is declared in the configuration, and has no output. */
    RowFacts NONE = new RowFacts() {

        @Override
        public RowSource source(String id) {
            return RowSource.CONFIGURATION;
        }

        @Override
        public LastStart lastStart(String id) {
            return LastStart.NONE;
        }
    };

    /** What defines the process, if it is no service. */
    RowSource source(String id);

    /** The last lines of the process. A row asks for them only if its process has failed or waits for a restart. */
    LastStart lastStart(String id);

    /**
     * The facts about the processes of a manager.
     *
     * @param source gives what defines a process
     */
    static RowFacts of(ProcessManager manager, Function<String, RowSource> source) {
        return new RowFacts() {

            @Override
            public RowSource source(String id) {
                return source.apply(id);
            }

            @Override
            public LastStart lastStart(String id) {
                try {
                    return manager.find(id).map((ManagedProcess process) -> LastStart.of(process, LAST_LINES))
                            .orElse(LastStart.NONE);
                } catch (ProcessException e) {
                    // The process was removed meanwhile.
                    return LastStart.NONE;
                }
            }
        };
    }
}
