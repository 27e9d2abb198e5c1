package io.quarkiverse.processmanager.runtime.process.assembly;

import java.time.Duration;
import java.time.Instant;

import io.quarkiverse.processmanager.runtime.process.input.ProcessInput;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.Moment;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * The root process of a start, with its tree.
 *
 * @param input the writing end of its standard input or of its terminal
 * @param start the moment of its start, read before the spawn: a process can make a file before this JVM goes on
 */
record StartedChild(ProcessTree tree, ProcessInput input, Moment start) {

    /** A root that has run before this start, in no JVM or in another one. */
    static StartedChild adopted(ProcessTree tree, Instant since) {
        Moment now = SystemClock.now();
        long age = Durations.nanos(Duration.between(since, now.time()));
        return new StartedChild(tree, ProcessInput.none(), new Moment(since, now.nanos() - age));
    }

    Duration uptime() {
        return SystemClock.now().since(start);
    }
}
