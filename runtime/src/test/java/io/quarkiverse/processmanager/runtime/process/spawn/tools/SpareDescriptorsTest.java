package io.quarkiverse.processmanager.runtime.process.spawn.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;

/** {@code ShortageTest} takes the descriptors away for real. */
class SpareDescriptorsTest {

    @Test
    void manyChecksLeaveNoDescriptorOpen() {
        // More than the limit of open files, if a call left one open.
        assertThatCode(() -> requireOften(200_000 / 12)).doesNotThrowAnyException();
    }

    @Test
    void aFileThatCannotBeOpenedIsAShortage(@TempDir Path directory) {
        StartRefusedException refused = catchThrowableOfType(StartRefusedException.class,
                () -> SpareDescriptors.require(directory.resolve("nothing").toFile()));

        assertThat(refused.failure().reason()).isEqualTo(Reason.OUT_OF_RESOURCES);
        assertThat(refused).hasMessage("there are too many open files; see ulimit -n");
    }

    private static void requireOften(int times) throws StartRefusedException {
        for (int i = 0; i < times; i++) {
            SpareDescriptors.require(new File("/dev/null"));
        }
    }
}
