package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;

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
}
