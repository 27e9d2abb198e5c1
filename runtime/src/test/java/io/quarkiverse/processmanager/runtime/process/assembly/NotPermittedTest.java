package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.Execution.Isolation;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;

/**
 * A JVM of an ordinary user has started a program that has changed its user, as {@code sudo} does. Only root can make such a
 * program for the test.
 */
class NotPermittedTest {

    private static final String NOBODY = "65534";

    @TempDir
    Path directory;

    private Process jvm;
    private BufferedReader answers;

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    @Test
    @EnabledIf("isRoot")
    void aProcessThatMayNotBeKilledIsReportedOnceAndGoneAfterItsExit() throws Exception {
        start(becomeRoot() + " --reuid=0 --regid=0 --clear-groups sleep 1000 & wait", Isolation.SESSION);
        assertThat(answers.readLine()).isEqualTo("started");
        long sleep = pidOfSleep();

        sendLine();

        assertThat(answers.readLine()).isEqualTo("exited, left 1");
        assertThat(answers.readLine()).isEqualTo("not killed [" + sleep
                + " sleep: it runs as user 0, and this application, user 65534, may not signal it; end it as root with"
                + " 'kill -KILL " + sleep + "']");
        ProcessHandle.of(sleep).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(answers.readLine()).isEqualTo("gone");
        sendLine();
        assertThat(answers.readLine()).isNull();
        assertThat(directory.resolve("state")).isEmptyDirectory();
    }

    @Test
    @EnabledIf("isRoot")
    void aProcessThatMayNotHaveAControlGroupStartsWithoutOneIfThatIsAllowed() throws Exception {
        start("exec sleep 1000", Isolation.AUTO);
        assertThat(answers.readLine()).isEqualTo("started");

        sendLine();

        assertThat(answers.readLine()).isEqualTo("exited, left 0");
        assertThat(answers.readLine()).isEqualTo("gone");
        sendLine();
        assertThat(answers.readLine()).isNull();
    }

    @Test
    @EnabledIf("isRoot")
    void aProcessThatNeedsAControlGroupDoesNotStartWithoutOne() throws Exception {
        start("exec sleep 1000", Isolation.CGROUP);

        assertThat(answers.readLine()).isEqualTo("exited, left 0");
        assertThat(answers.readLine()).isEqualTo("gone");
        sendLine();
        sendLine();
        assertThat(answers.readLine()).isNull();
    }

    /** A program that makes only the JVM of the test root. */
    private Path becomeRoot() throws IOException {
        Path program = Files.copy(SystemTools.find("setpriv").orElseThrow(),
                directory.resolve("become-root"));
        assertThat(run("chgrp", NOBODY, program.toString())).isZero();
        assertThat(run("chmod", "4750", program.toString())).isZero();
        return program;
    }

    private long pidOfSleep() {
        return Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> ProcessHandle.of(jvm.pid()).orElseThrow().descendants()
                        .filter(process -> process.info().command().filter(command -> command.endsWith("/sleep")).isPresent())
                        .findFirst(), Optional::isPresent)
                .orElseThrow().pid();
    }

    private void start(String script, Isolation isolation) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path state = Files.createDirectory(directory.resolve("state"));
        assertThat(run("chown", NOBODY, state.toString())).isZero();
        List<String> words = new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups",
                System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "-cp", classPath(),
                UnprivilegedJvm.class.getName(), state.toString(), script, isolation.name()));
        jvm = new ProcessBuilder(words).directory(directory.toFile()).redirectError(Redirect.DISCARD).start();
        answers = jvm.inputReader();
    }

    /** Copies of the classes, because other users may not be able to read the files of this build. */
    private String classPath() throws IOException {
        List<String> path = new ArrayList<>();
        for (Class<?> needed : List.of(OsProcessRunner.class, UnprivilegedJvm.class, Logger.class)) {
            Path source = Path.of(needed.getProtectionDomain().getCodeSource().getLocation().getPath());
            Path copy = directory.resolve("classes-" + path.size());
            assertThat(run("cp", "-r", source.toString(), copy.toString())).isZero();
            path.add(copy.toString());
        }
        return String.join(":", path);
    }

    private void sendLine() throws IOException {
        jvm.outputWriter().write("\n");
        jvm.outputWriter().flush();
    }

    private static int run(String... words) throws IOException {
        try {
            return new ProcessBuilder(words).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
