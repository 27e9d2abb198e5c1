package io.quarkiverse.processmanager.runtime.process.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder.Output;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder.Program;
import io.quarkiverse.processmanager.runtime.process.libc.SpawnOrder.Target;

/** The native way for one test. On Linux with glibc it must be there: a test that does not use it would prove nothing. */
final class NativeTest implements BeforeEachCallback, AfterEachCallback {

    static final Optional<Path> CAT = Optional.of(Path.of("/bin/cat"));
    static final Output TWO_PIPES = new Output(Target.PIPE, Optional.of(Target.PIPE));
    private static final long CLOSE_MILLIS = 60_000;

    private NativeAccess access;

    @Override
    public void beforeEach(ExtensionContext context) {
        NativeAccess.Answer answer = NativeAccess.open(CAT);
        assertThat(answer.obstacle()).isEmpty();
        access = answer.access().orElseThrow();
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        access.close(CLOSE_MILLIS);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> loops() == 0);
    }

    /** The number of event loops of this JVM. */
    static long loops() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("process-manager-events"))
                .count();
    }

    NativeAccess access() {
        return access;
    }

    /** A script for a shell with an input. */
    static SpawnOrder sh(String script) {
        return order(TWO_PIPES, "/bin/sh", "-c", script);
    }

    static SpawnOrder order(Output output, String... words) {
        return new SpawnOrder(new Program(List.of(words[0]), List.of(words), true), Path.of("/tmp"),
                Map.of("PATH", "/usr/bin:/bin"), true, output);
    }
}
