package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** How long scans that are in doubt delay the end of a tree. The time is that of the test. */
class EmptyScansTest {

    private final EmptyScans scans = new EmptyScans();

    @Test
    void noTreeIsGoneWhileAProcessShowsNoEnvironment() {
        assertThat(isGoneAt(0, ScanConfidence.DOUBTFUL)).isFalse();
        assertThat(isGoneAt(100, ScanConfidence.DOUBTFUL)).isFalse();
        assertThat(isGoneAt(300, ScanConfidence.DOUBTFUL)).isFalse();
        assertThat(isGoneAt(301, ScanConfidence.LIKELY)).isFalse();
        assertThat(isGoneAt(302, ScanConfidence.LIKELY)).isTrue();
    }

    @Test
    void aProcessThatNeverShowsAnEnvironmentDelaysTheEndOnlyForAWhile() {
        assertThat(isGoneAt(0, ScanConfidence.DOUBTFUL)).isFalse();
        assertThat(isGoneAt(301, ScanConfidence.DOUBTFUL)).isFalse();
        assertThat(isGoneAt(302, ScanConfidence.DOUBTFUL)).isTrue();
    }

    @Test
    void eachDoubtHasItsOwnTime() {
        isGoneAt(0, ScanConfidence.DOUBTFUL);
        isGoneAt(1, ScanConfidence.LIKELY);

        assertThat(isGoneAt(301, ScanConfidence.DOUBTFUL)).isFalse();
        assertThat(isGoneAt(602, ScanConfidence.DOUBTFUL)).isTrue();
    }

    private boolean isGoneAt(long millis, ScanConfidence confidence) {
        TreeMembership.Members none = new TreeMembership.Members(List.of(), Set.of(), false);
        return scans.scanned(none, confidence, true, false, TimeUnit.MILLISECONDS.toNanos(millis)).gone();
    }
}
