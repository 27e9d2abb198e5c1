package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.sun.jna.Native;

import io.quarkiverse.processmanager.runtime.process.spawn.rights.Privileges;

/**
 * Starts in a JVM at a resource limit. A start must name the missing resource and lose nothing, and later starts must succeed.
 */
class ShortageTest {

    private static final String SLEEPER = "echo up; exec sleep 1000";
    private static final String NO_FILES = "failed OUT_OF_RESOURCES: there are too many open files; see ulimit -n";
    private static final String ENDED = "ended killed by SIGTERM (143)";

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private Path home;
    private String classPath;

    @BeforeEach
    void prepare() throws IOException {
        Files.setPosixFilePermissions(workshop.directory(), PosixFilePermissions.fromString("rwxrwxrwx"));
        home = Path.of(System.getProperty("java.home"));
        classPath = Dialogue.portableClassPath(workshop.directory());
        if (!workshop.isPortable()) {
            classPath += ":" + Files.copy(Dialogue.location(Native.class), workshop.directory().resolve("jna.jar"));
        }
    }

    @Test
    void noMoreDescriptors() throws Exception {
        try (Dialogue jvm = jvm()) {
            assertThat(jvm.run("TERM", SLEEPER)).contains(ENDED);
            List<Integer> open = descriptors(jvm);

            // The shortage can occur at each step of a start.
            for (int more = 0; more <= 16; more++) {
                limit(jvm, "nofile", Integer.toString(limitFor(more, open)));
                List<String> answers = jvm.run("TERM", SLEEPER);

                assertThat(answers.contains(ENDED) || answers.equals(List.of(NO_FILES))).as(more + " more: " + answers)
                        .isTrue();
            }
            limit(jvm, "nofile", "1");
            assertThat(jvm.run("TERM", SLEEPER))
                    .containsExactly(NO_FILES);
            limit(jvm, "nofile", "1000");

            assertThat(jvm.run("TERM", SLEEPER)).contains(ENDED);
            Awaitility.await().untilAsserted(
                    () -> assertThat(descriptors(jvm)).contains(0).hasSizeLessThanOrEqualTo(open.size() + 1));
        }
    }

    @Test
    void noMoreProcesses() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "there is no setpriv");
        try (Dialogue jvm = jvm(asOrdinaryUser())) {
            assertThat(jvm.run("TERM", SLEEPER)).contains(ENDED);

            limit(jvm, "nproc", "1");
            List<String> refused = new ArrayList<>(jvm.run("TERM", SLEEPER));
            refused.addAll(jvm.run("TERM", SLEEPER));
            limit(jvm, "nproc", hardLimitOfProcesses());

            assertThat(refused).filteredOn(line -> line.startsWith("failed")).hasSize(2)
                    .allMatch(line -> line.startsWith("failed OUT_OF_RESOURCES: ") && line.contains("ulimit -u"));
            assertThat(jvm.run("TERM", SLEEPER)).contains(ENDED);
        }
    }

    @Test
    void noProcessesForTheFirstOne() throws Exception {
        try (Dialogue jvm = jvm(asOrdinaryUser())) {
            limit(jvm, "nproc", "1");
            List<String> refused = jvm.run("TERM", SLEEPER);
            limit(jvm, "nproc", hardLimitOfProcesses());

            assertThat(refused).filteredOn(line -> line.startsWith("failed")).singleElement().asString()
                    .startsWith("failed OUT_OF_RESOURCES: ");
            assertThat(jvm.run("TERM", SLEEPER)).contains(ENDED);
        }
    }

    @Test
    void aShortageIsTestedInTheRightWay() throws Exception {
        try (Dialogue jvm = jvm()) {
            assertThat(jvm.way()).isEqualTo(workshop.isPortable() ? "with the JDK, because quarkus.process-manager.native=off"
                    : "with posix_spawn");
        }
    }

    @Test
    void theJdkIsReplacedUnderTheRunningJvm() throws Exception {
        home = copyOfTheJdk();
        Path helper = home.resolve("lib/jspawnhelper");
        Assumptions.assumeTrue(Files.exists(helper), "this JDK starts processes without a helper");
        if (!workshop.isPortable()) {
            try (Dialogue jvm = jvm()) {
                assertThat(jvm.run("TERM", SLEEPER)).contains(ENDED);
                Files.delete(helper);
                assertThat(jvm.run("TERM", SLEEPER)).contains(ENDED);
            }
            return;
        }
        byte[] original = Files.readAllBytes(helper);
        try (Dialogue jvm = jvm()) {
            assertThat(jvm.run("TERM", SLEEPER)).contains(ENDED);

            Files.delete(helper);
            assertReplaced(jvm);
            Files.write(helper, new byte[0]);
            assertReplaced(jvm);
            Files.writeString(helper, "#!/bin/sh\nexit 1\n");
            Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
            assertReplaced(jvm);
            Files.write(helper, original);

            assertThat(jvm.run("TERM", SLEEPER)).contains(ENDED);
        }
    }

    private static void assertReplaced(Dialogue jvm) throws IOException {
        assertThat(jvm.run("TERM", SLEEPER)).singleElement().asString().startsWith("failed JDK_REPLACED: ")
                .endsWith("; restart the JVM");
    }

    /** A copy made of links, except the files by which a JVM finds its home and the file that the test replaces. */
    private Path copyOfTheJdk() throws IOException {
        Path copy = workshop.directory().resolve("jdk");
        List<Path> own = Stream.of("bin", "bin/java", "lib", "lib/server", "lib/server/libjvm.so", "lib/libjli.so",
                "lib/libjava.so", "lib/jspawnhelper").map(Path::of).toList();
        link(home, copy, Path.of(""), own);
        return copy;
    }

    private static void link(Path from, Path to, Path which, List<Path> own) throws IOException {
        Files.createDirectory(to.resolve(which));
        try (Stream<Path> files = Files.list(from.resolve(which))) {
            for (Path file : files.toList()) {
                Path name = from.relativize(file);
                if (!own.contains(name)) {
                    Files.createSymbolicLink(to.resolve(name), file);
                } else if (Files.isDirectory(file)) {
                    link(from, to, name, own);
                } else {
                    Files.copy(file, to.resolve(name));
                }
            }
        }
    }

    private Dialogue jvm(String... before) throws IOException {
        return Dialogue.start(List.of(before), home, classPath, workshop.stateDirectory().toString(),
                workshop.isPortable() ? "portable" : "native");
    }

    /** Root has no limit of processes. A uid that no other process has keeps other processes from being counted. */
    private static String[] asOrdinaryUser() throws IOException {
        return Privileges.ofThisJvm().uid() != 0 ? new String[0]
                : new String[] { "setpriv", "--reuid=61547", "--regid=61547", "--clear-groups", "--inh-caps=-all", "--" };
    }

    private static String hardLimitOfProcesses() throws IOException {
        OptionalLong limit = Privileges.ofThisJvm().hardLimit("Max processes");
        return limit.isPresent() ? Long.toString(limit.getAsLong()) : "unlimited";
    }

    private static List<Integer> descriptors(Dialogue jvm) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + jvm.pid() + "/fd"))) {
            return descriptors.map(descriptor -> Integer.valueOf(descriptor.getFileName().toString())).toList();
        }
    }

    /** The limit below which the given number of descriptors is free. */
    private static int limitFor(int free, List<Integer> open) {
        int limit = 0;
        for (int left = free; left > 0 || open.contains(limit); limit++) {
            left -= open.contains(limit) ? 0 : 1;
        }
        return limit;
    }

    /** Sets only the soft limit, so that it can be raised again. */
    private static void limit(Dialogue jvm, String name, String soft) throws IOException, InterruptedException {
        // Runs as the same user: even root may lack the right to limit processes of others.
        List<String> words = new ArrayList<>(name.equals("nproc") ? List.of(asOrdinaryUser()) : List.of());
        words.addAll(List.of("prlimit", "--pid=" + jvm.pid(), "--" + name + "=" + soft + ":"));
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    }
}
