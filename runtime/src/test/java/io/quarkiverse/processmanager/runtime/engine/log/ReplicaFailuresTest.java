package io.quarkiverse.processmanager.runtime.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.jboss.logging.Logger.Level;
import org.junit.jupiter.api.Test;

class ReplicaFailuresTest {

    private static final ReplicaFailures.Kind UNHEALTHY = new ReplicaFailures.Kind("w", Level.WARN, "are unhealthy", "");

    private final List<Runnable> later = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final ReplicaFailures failures = new ReplicaFailures((delay, task) -> later.add(task),
            line -> lines.add(line.text()));

    @Test
    void aLineThatIsWrittenEarlyDoesNotCutShortTheNextOne() {
        failures.add(UNHEALTHY, new ReplicaFailures.Failure("w-0", "first"));
        failures.writeBefore("w-0");
        failures.add(UNHEALTHY, new ReplicaFailures.Failure("w-0", "again"));
        later.get(0).run();
        failures.add(UNHEALTHY, new ReplicaFailures.Failure("w-1", "too"));
        later.get(1).run();

        assertThat(lines).containsExactly("first", "2 replicas of process 'w' are unhealthy: w-0, w-1; again");
    }
}
