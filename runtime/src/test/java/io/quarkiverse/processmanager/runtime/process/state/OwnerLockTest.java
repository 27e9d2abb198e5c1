package io.quarkiverse.processmanager.runtime.process.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.assembly.Jvm;

class OwnerLockTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("owner");
    }

    @Test
    void oneOwnerAtATimeHoldsTheFile() throws IOException {
        OwnerLock lock = OwnerLock.take(file).orElseThrow();

        assertThat(OwnerLock.take(file)).isEmpty();
        lock.release(false);
    }

    @Test
    void aReleasedFileCanBeTakenAgain() throws IOException {
        OwnerLock.take(file).orElseThrow().release(false);

        Optional<OwnerLock> again = OwnerLock.take(file);

        assertThat(again).isPresent();
        again.get().release(true);
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatStaysIsEmpty() throws IOException {
        OwnerLock.take(file).orElseThrow().release(false);

        assertThat(Files.size(file)).isZero();
    }

    @Test
    void theFileOfALivingJvmIsNotTaken() throws IOException {
        try (Jvm jvm = Jvm.start(LockingJvm.class, file.toString())) {
            jvm.awaitLine("taken");
            assertThat(OwnerLock.take(file)).isEmpty();
        }

        OwnerLock.take(file).orElseThrow().release(true);
    }

    @Test
    void aFailureHoldsNothing() throws IOException {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> OwnerLock.take(missing.resolve("owner"))).isInstanceOf(IOException.class);

        Files.createDirectory(missing);

        OwnerLock.take(missing.resolve("owner")).orElseThrow().release(true);
    }

    /** A JVM that takes the file and waits for its end. */
    static final class LockingJvm {

        private LockingJvm() {
        }

        public static void main(String[] arguments) throws IOException {
            System.out.println(OwnerLock.take(Path.of(arguments[0])).isPresent() ? "taken" : "refused");
            System.in.read();
        }
    }
}
