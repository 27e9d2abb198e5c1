package io.quarkiverse.processmanager.deployment.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class DownloadLogTest {

    private final AtomicLong nanos = new AtomicLong(1);
    private final DownloadLog log = new DownloadLog("g:a:1", "stub", nanos::get);

    @Test
    void theProgressIsTheNumberOfFilesAndTheirSize() {
        log.requested();
        log.received("a.jar", 1_000_000, 17_000_000);
        assertThat(log.progress()).isEqualTo("1 file, 1.0 of 17.0 MB");

        log.received("a.jar", 17_000_000, 17_000_000);
        log.received("b.jar", 500_000, -1);
        assertThat(log.progress()).isEqualTo("2 files, 17.5 MB");
    }

    @Test
    void aFileThatIsNotThereDoesNotCount() {
        log.requested();
        log.received("a.jar", 1_000_000, 17_000_000);
        log.failed("a.jar");

        assertThat(log.progress()).isEqualTo("0 files, 0.0 MB");
    }
}
