package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs with a {@code PATH} of little use: a runner, its processes and its watchdog do without. */
class SearchPathOfJvmTest {

    /** A directory with an umlaut, whose bytes a JVM in the locale C cannot represent. */
    private static final String UMLAUT = "PATH=$(printf '/tmp/\\303\\244'):$PATH LC_ALL=C; export PATH LC_ALL; exec \"$@\"";

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @ParameterizedTest
    @ValueSource(strings = { UMLAUT, "PATH=; export PATH; exec \"$@\"", "unset PATH; exec \"$@\"",
            "PATH=bin:.:../sbin; export PATH; exec \"$@\"" })
    void processesAreStartedAndStopped(String environment) throws Exception {
        try (Dialogue jvm = Dialogue.start(workshop, "/bin/sh", "-c", environment, "sh")) {
            List<String> answers = jvm.run("TERM", "/bin/sleep 1000 & echo up; wait");

            assertThat(answers).containsExactlyInAnyOrder("line up", "ended killed by SIGTERM (143)");
        }
    }

    /** Its programs find others there, although the JVM does not. */
    @Test
    void aProcessHasThePathOfTheJvmByteForByte() throws Exception {
        try (Dialogue jvm = Dialogue.start(workshop, "/bin/sh", "-c", UMLAUT, "sh")) {
            assertThat(jvm.run("TERM", "printf %s \"${PATH%%:*}\" | od -An -tx1"))
                    .contains("line  2f 74 6d 70 2f c3 a4");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { UMLAUT, "PATH=; export PATH; exec \"$@\"" })
    void theDeathOfTheJvmLeavesNoProcess(String environment) throws Exception {
        String sleep = "perl -e 'sleep 1000' " + workshop.tag();
        try (Dialogue jvm = Dialogue.start(workshop, "/bin/sh", "-c", environment, "sh")) {
            assertThatThrownBy(() -> jvm.run("TERM", "PATH=/usr/bin:/bin; " + sleep + " & setsid " + sleep + " & kill -KILL "
                    + jvm.pid() + "; wait")).hasMessageContaining("the JVM has ended");

            workshop.awaitNoProcess();
            workshop.awaitUntil(() -> workshop.stateDirectory().toFile().list().length == 0);
        }
    }
}
