package io.quarkiverse.processmanager.runtime.process.spawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessException.Reason;

class SystemToolsTest {

    @Test
    void aMissingToolIsNamedWithItsPackage() {
        StartRefusedException refused = catchThrowableOfType(StartRefusedException.class,
                () -> SystemTools.need("no-such-tool", "util-linux", "user=postgres"));

        assertThat(refused.failure()).isEqualTo(new StartFailure(Reason.SPAWN_FAILED,
                "user=postgres needs the program no-such-tool, which was not found; install the package util-linux"));
    }

    @Test
    void whatEveryLinuxHasIsFound() throws StartRefusedException {
        assertThat(SystemTools.need("nice", "coreutils", "nice")).isExecutable();
    }
}
