package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.runtime.process.assembly.Workshop.Started;

/** A root exits, and the rest of its tree is not stopped. */
class KeptLeftoversTest {

    /** A root that leaves a child, which writes when the file {@code go} exists. */
    private static final String LEAVES_A_WRITER = """
            sh -c 'while [ ! -e go ]; do sleep 0.05; done; echo late; echo late error >&2; sleep 1000' "$0" &
            echo early
            while [ ! -e leave ]; do sleep 0.05; done
            exit 3""";

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void theExitOfTheRootIsReportedAtOnceAndTheOutputOfTheRestIsKept() throws IOException {
        Started started = workshop.start(workshop.sh(LEAVES_A_WRITER));
        // A root that exits before the engine has opened its pipe takes the rest of the output with it.
        workshop.awaitLine("early");
        Files.createFile(workshop.directory().resolve("leave"));

        assertThat(started.witness().exit().code()).hasValue(3);
        assertThat(started.witness().leftovers()).isPositive();
        Files.createFile(workshop.directory().resolve("go"));
        workshop.awaitLine("late");
        workshop.awaitLine("late error");
        assertThat(started.witness().events()).containsExactly("started", "exited");

        started.terminate();
        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
    }

    @Test
    void theExitOfLeftoversIsReported() throws IOException {
        Started started = workshop.start(workshop.sh("""
                sh -c 'while [ ! -e go ]; do sleep 0.05; done' "$0" &
                exit 0"""));
        assertThat(started.witness().leftovers()).isPositive();

        Files.createFile(workshop.directory().resolve("go"));

        started.witness().awaitGone();
    }

    @Test
    void aLeftoverWithoutPipesGroupAndSessionIsStoppedLater() {
        Started started = workshop.start(workshop.sh("setsid -f sleep 1000 >/dev/null 2>&1 </dev/null; exit 0"));
        assertThat(started.witness().leftovers()).isPositive();

        started.terminate();

        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
    }

    @Test
    void leftoversEndWithTheRunner() throws IOException {
        Files.createFile(workshop.directory().resolve("leave"));
        Started started = workshop.start(workshop.sh(LEAVES_A_WRITER));
        assertThat(started.witness().leftovers()).isPositive();

        workshop.runner().close();

        started.witness().awaitGone();
    }

    /**
     * The JDK reports a new child dead, with the old exit code, if it gets the pid of an exited child whose pipes are still
     * held and read. The file {@code ns_last_pid} sets the next pid of the kernel.
     */
    @Test
    void aLaterProcessWithTheSamePidIsNotReportedAsExited() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/proc/sys/kernel/ns_last_pid")),
                "choosing the next pid needs root; not checked here");
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
            // Other programs start processes and threads too.
            Files.writeString(Path.of("/proc/sys/kernel/ns_last_pid"), Long.toString(pid - 1));
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
