package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The watchdog learns that a tree is gone, although no other process starts. */
class UnregisteredTreeTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void eachOfSeveralEndsIsWritten() {
        List<Long> pids = List.of(pidOf("true"), pidOf("exit 3"));

        workshop.awaitUntil(() -> lines().containsAll(pids.stream().map(pid -> "ended " + pid).toList()));
    }

    private long pidOf(String script) {
        return workshop.start(workshop.sh(script)).witness().awaitGone().pid();
    }

    private List<String> lines() throws IOException {
        Path stateFile = workshop.stateDirectory().resolve(workshop.runner().services().jvm().text());
        return Files.readAllLines(stateFile);
    }
}
