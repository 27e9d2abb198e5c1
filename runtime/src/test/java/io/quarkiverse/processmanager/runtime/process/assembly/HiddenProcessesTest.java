package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.runtime.process.spawn.rights.Privileges;

/**
 * A JVM of an ordinary user on a system that shows users only their own processes: {@code /proc} with {@code hidepid=2}. Only
 * root with the right to mount can make such a {@code /proc} for the test.
 */
class HiddenProcessesTest {

    private static final String HIDE = "mount -t proc -o hidepid=2 proc /proc";
    private static final List<String> ORDINARY_USER_WITH_HIDDEN_PROCESSES = List.of("unshare", "--mount", "sh", "-c",
            HIDE + " && exec \"$@\"", "sh", "setpriv", "--reuid=61547", "--regid=61547", "--clear-groups", "--inh-caps=-all",
            "--");

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private String tree;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Privileges.ofThisJvm().uid() == 0 && canHide(), "needs the right to mount /proc");
        Files.setPosixFilePermissions(workshop.directory(), PosixFilePermissions.fromString("rwxrwxrwx"));
        String sleep = "perl -e 'sleep 1000' " + workshop.tag() + " & ";
        tree = "[ -e /proc/1 ] || echo hidden; " + sleep + "setsid " + sleep + "env -i setsid " + sleep;
    }

    @AfterEach
    void killLeftovers() {
        workshop.killHidden();
    }

    @Test
    void aStopLeavesNoProcess() throws Exception {
        try (Dialogue jvm = jvm()) {
            List<String> answers = jvm.run("TERM", tree + "echo up; wait");

            assertThat(answers).containsExactlyInAnyOrder("line hidden", "line up", "ended killed by SIGTERM (143)");
            assertThat(workshop.alive()).isEmpty();
        }
    }

    @Test
    void theDeathOfTheJvmLeavesNoProcess() throws Exception {
        try (Dialogue jvm = jvm()) {
            assertThatThrownBy(() -> jvm.run("TERM", tree + "kill -s KILL " + jvm.pid() + "; wait"))
                    .hasMessageContaining("the JVM has ended");

            workshop.awaitNoProcess();
            Awaitility.await("state files").untilAsserted(() -> assertThat(workshop.stateDirectory()).isEmptyDirectory());
        }
    }

    private Dialogue jvm() throws IOException {
        return Dialogue.start(ORDINARY_USER_WITH_HIDDEN_PROCESSES, Path.of(System.getProperty("java.home")),
                Dialogue.portableClassPath(workshop.directory()), workshop.stateDirectory().toString());
    }

    private static boolean canHide() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--mount", "sh", "-c", HIDE).redirectError(Redirect.DISCARD).start()
                    .waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
