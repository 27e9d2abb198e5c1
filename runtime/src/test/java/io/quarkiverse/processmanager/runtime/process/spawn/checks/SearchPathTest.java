package io.quarkiverse.processmanager.runtime.process.spawn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.spawn.rights.FileAccess;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.RunAs;

class SearchPathTest {

    @Test
    void aCommandThatMayBeInAnUnreadableDirectoryIsReportedAsSuch() {
        assertThat(new UnixProgramLookup().check(List.of("no-such-command"), Path.of("/"), Map.of("PATH", "/opt/\uD800:/bin"),
                new FileAccess(RunAs.OWN)).orElseThrow().detail())
                .isEqualTo("command not found: 'no-such-command' is in none of the 2 directories of its PATH; 1 of them cannot"
                        + " be searched, because the JVM cannot represent the name: start it with LC_ALL=C.UTF-8, or write the"
                        + " command with its path");
    }
}
