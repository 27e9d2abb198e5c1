package io.quarkiverse.processmanager.runtime.process.output.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

/** Which pipes the event loop reads, and which ones have a thread. */
class LoopSourceTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void processesThatWriteLittleHaveNoThread() {
        for (int i = 0; i < 10; i++) {
            workshop.startAs("p" + i, workshop.sh("echo out; echo err >&2; exec sleep 1000"));
        }
        for (int i = 0; i < 10; i++) {
            awaitLines("p" + i, 2);
        }

        assertThat(readers("reader")).isEmpty();
        assertThat(readers("p")).isEmpty();
    }

    @Test
    void aThreadThatWritesTheFileEndsWithTheOutput() {
        LogSettings policy = LogSettings.DEFAULT.withFile(LogFileSettings.of(workshop.directory().resolve("p.log")));

        workshop.start(workshop.sh("echo one; echo two; exec sleep 1000"), StopSettings.DEFAULT, policy);

        awaitLines("p", 2);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> readers("p-stdout").isEmpty());
        // The lines can be in the buffer before they are in the file, while no thread writes them yet.
        workshop.awaitSize(workshop.directory().resolve("p.log"), 8);
        assertThat(workshop.directory().resolve("p.log")).content().isEqualTo("one\ntwo\n");
    }

    @Test
    void aProcessThatWritesMuchHasAThreadMeanwhile() throws IOException {
        Path flood = Files.createFile(workshop.directory().resolve("flood"));
        workshop.start(workshop.perl("my $x = ('x' x 79 . \"\\n\") x 800; syswrite STDOUT, $x while -e '" + flood
                + "'; syswrite STDOUT, \"end\\n\"; sleep 1000"));

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !readers("p-stdout").isEmpty());
        Files.delete(flood);

        workshop.awaitLine("end");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> readers("p-stdout").isEmpty());
    }

    /** Lines in short intervals, for ever. */
    @Test
    void aProcessThatWritesALittleAllTheTimeHasNoThread() {
        workshop.start(workshop.perl("my $x = ('x' x 79 . \"\\n\") x 800; syswrite STDOUT, $x for 1 .. 100;"
                + " syswrite STDOUT, \"end\\n\"; while (1) { syswrite STDOUT, \"x\\n\"; select undef, undef, undef, 0.02 }"));

        workshop.awaitLine("end");

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> readers("p-stdout").isEmpty());
    }

    private void awaitLines(String process, int count) {
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> workshop.runner().logs(process, 10).stream().map(LogLine::text).toList().size() == count);
    }

    private static List<String> readers(String name) {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(thread -> thread.startsWith("process-manager-" + name)).toList();
    }
}
