package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.runtime.process.assembly.Workshop.Started;

/**
 * A JVM that chooses the next pid of the system. It needs a pid namespace of its own: where pids are reused within
 * milliseconds, a signal to a process that has just exited can hit a thread of another JVM.
 */
final class ReusedPidJvm {

    /** The file sets the next pid of the namespace of its writer. */
    static final String LAST_PID = "/proc/sys/kernel/ns_last_pid";

    private final Workshop workshop;

    private ReusedPidJvm(Workshop workshop) {
        this.workshop = workshop;
    }

    public static void main(String[] arguments) throws IOException {
        Workshop workshop = new Workshop();
        workshop.beforeEach(null);
        workshop.runner().services().spawner().way().off(arguments[0].equals("portable"));
        new ReusedPidJvm(workshop).aLaterProcessWithTheSamePidIsNotReportedAsExited();
        workshop.afterEach(null);
    }

    /**
     * The JDK reports a new child dead, with the old exit code, if it gets the pid of an exited child whose pipes are still
     * held and read.
     */
    private void aLaterProcessWithTheSamePidIsNotReportedAsExited() throws IOException {
        startThreads();
        // The leftover leaves the group as well; otherwise the kernel could not reuse the number.
        Started ended = workshop.start(workshop.sh("setsid -f sh -c 'sleep 1000' \"$0\"; exit 3"));
        assertThat(ended.witness().leftovers()).isPositive();
        Started same = withPid(ended.witness().pid());

        workshop.start(workshop.sh("exit 0")).witness().awaitGone();

        assertThat(same.witness().events()).containsExactly("started");
        ended.process().kill();
        ended.witness().awaitGone();
        assertThat(same.witness().events()).containsExactly("started");
        assertThat(ProcessHandle.of(same.witness().pid())).isPresent();
        same.process().kill();
        same.witness().awaitGone();
    }

    /** Threads and processes share the numbers; a new thread must not take the wanted pid. */
    private void startThreads() {
        List<Started> many = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            many.add(workshop.start(workshop.sh("sleep 0.2")));
        }
        many.forEach(started -> started.witness().awaitGone());
    }

    private Started withPid(long pid) throws IOException {
        for (int attempt = 0; attempt < 500; attempt++) {
            // A new thread of this JVM takes a number too.
            Files.writeString(Path.of(LAST_PID), Long.toString(pid - 1));
            Started next = workshop.start(workshop.sh("exec sleep 1000"));
            if (next.witness().pid() == pid) {
                return next;
            }
            next.process().kill();
            next.witness().awaitGone();
        }
        throw new AssertionError("no process got the pid " + pid);
    }
}
