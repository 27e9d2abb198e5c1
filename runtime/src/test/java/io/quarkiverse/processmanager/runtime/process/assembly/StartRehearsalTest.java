package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A packaged application prepares imaginary starts. Nothing is left of them. */
class StartRehearsalTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void itPreparesManyStartsAndLeavesNoProcessAndNoPipe() throws IOException {
        workshop.start(workshop.sh("echo up; sleep 1000"));
        workshop.awaitLine("up");
        Set<ProcessHandle> children = children();
        Set<String> pipes = pipes();

        int prepared = workshop.runner().services().rehearseStart();

        assertThat(prepared).isPositive();
        assertThat(children).containsAll(children());
        assertThat(pipes).isNotEmpty().containsAll(pipes());
    }

    @Test
    void aRunnerWithoutTheNativeWayPreparesNone() {
        workshop.runner().services().spawner().way().off(true);

        assertThat(workshop.runner().services().rehearseStart()).isZero();
    }

    /** The application can end during the rehearsal: each further start would bind the C library again, and release it. */
    @Test
    void aClosedRunnerPreparesNone() {
        workshop.start(workshop.sh("echo up; sleep 1000"));
        workshop.awaitLine("up");

        workshop.runner().close();

        assertThat(workshop.runner().services().rehearseStart()).isZero();
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }

    private static Set<String> pipes() throws IOException {
        Set<String> pipes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                target(descriptor).filter(target -> target.startsWith("pipe:")).ifPresent(pipes::add);
            }
        }
        return pipes;
    }

    private static Optional<String> target(Path descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            // Closed in the meantime.
            return Optional.empty();
        }
    }
}
