package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;

class MarkerLookupTest {

    private static final long BEGIN = 1_000;
    private static final long NOW = 2_000;

    private static final RunnerId JVM = new RunnerId(new ProcessId(7, BEGIN), "cafe");
    private static final Marker MARKER = new Marker(JVM.variable(), "5");

    private ProcessTable.EnvironmentRead environment;
    private OptionalLong limit = OptionalLong.empty();
    private int reads;
    private final ProcessTable table = (ProcessTable) Proxy.newProxyInstance(ProcessTable.class.getClassLoader(),
            new Class<?>[] { ProcessTable.class }, (proxy, method, arguments) -> {
                if (method.getName().equals("lockLimit")) {
                    return limit;
                }
                reads++;
                return environment;
            });
    private final MarkerLookup markers = MarkerLookup.of(table, JVM);

    @Test
    void theMarkerOfAProcessIsCached() {
        environment = new ProcessTable.EnvironmentRead(Optional.of("5"), false);
        assertThat(markers.of(entry(NOW), NOW)).contains(MARKER);

        environment = new ProcessTable.EnvironmentRead(Optional.empty(), true);
        assertThat(markers.of(entry(NOW), NOW)).contains(MARKER);

        assertThat(markers.takeConfidence()).isEqualTo(ScanConfidence.SURE);
    }

    @Test
    void theMarkerOfARootIsNotRead() {
        markers.learn(entry(NOW).identity(), MARKER);

        assertThat(markers.of(entry(NOW), NOW)).contains(MARKER);

        assertThat(markers.isFinal(entry(NOW))).isTrue();
        assertThat(reads).isZero();
    }

    @Test
    void theMarkerOfAnotherRunnerIsNotLearned() {
        environment = new ProcessTable.EnvironmentRead(Optional.empty(), false);

        markers.learn(entry(NOW).identity(), new Marker("QPM_DETACHED", "5"));

        assertThat(markers.of(entry(NOW), NOW)).isEmpty();
    }

    @Test
    void aLimitIsAMarkerWithoutAnyDoubt() {
        environment = new ProcessTable.EnvironmentRead(Optional.empty(), true);
        limit = OptionalLong.of(MARKER.lockLimit());
        markers.expect(MARKER);

        assertThat(markers.of(entry(NOW), NOW)).contains(MARKER);

        assertThat(markers.isFinal(entry(NOW))).isTrue();
        assertThat(markers.takeConfidence()).isEqualTo(ScanConfidence.SURE);
        assertThat(reads).isZero();
    }

    /** A tree that is just being started, of which the scanning thread does not know. */
    @Test
    void aProcessWithTheLimitOfAnUnknownTreeIsNotForeign() {
        environment = new ProcessTable.EnvironmentRead(Optional.empty(), false);
        limit = OptionalLong.of(MARKER.lockLimit());
        assertThat(markers.of(entry(BEGIN), NOW)).isEmpty();
        assertThat(markers.isFinal(entry(BEGIN))).isFalse();

        markers.expect(MARKER);

        assertThat(markers.of(entry(BEGIN), NOW)).contains(MARKER);
    }

    @Test
    void theLimitOfATreeThatIsGoneIsForgotten() {
        environment = new ProcessTable.EnvironmentRead(Optional.empty(), false);
        limit = OptionalLong.of(MARKER.lockLimit());
        markers.expect(MARKER);

        markers.forget(MARKER);

        assertThat(markers.of(entry(NOW), NOW)).isEmpty();
    }

    @Test
    void theLimitOfAnotherRunnerIsNoMarker() {
        environment = new ProcessTable.EnvironmentRead(Optional.empty(), false);
        Marker other = new Marker(new RunnerId(JVM.process(), "caff").variable(), "5");
        limit = OptionalLong.of(other.lockLimit());
        markers.expect(other);

        assertThat(markers.of(entry(BEGIN), NOW)).isEmpty();
        assertThat(markers.isFinal(entry(BEGIN))).isTrue();
    }

    @Test
    void aYoungProcessWithoutAnEnvironmentIsDoubtfulUntilItHasOne() {
        environment = new ProcessTable.EnvironmentRead(Optional.empty(), true);
        assertThat(markers.of(entry(NOW), NOW)).isEmpty();
        assertThat(markers.takeConfidence()).isEqualTo(ScanConfidence.DOUBTFUL);

        environment = new ProcessTable.EnvironmentRead(Optional.of("5"), false);
        assertThat(markers.of(entry(NOW), NOW)).contains(MARKER);
        assertThat(markers.takeConfidence()).isEqualTo(ScanConfidence.SURE);
    }

    @Test
    void aYoungProcessWithAnotherEnvironmentCanStillExecuteAnotherProgram() {
        environment = new ProcessTable.EnvironmentRead(Optional.empty(), false);

        assertThat(markers.of(entry(NOW), NOW)).isEmpty();

        assertThat(markers.takeConfidence()).isEqualTo(ScanConfidence.LIKELY);
    }

    @Test
    void anOldProcessWithoutAnEnvironmentIsReadAgain() {
        environment = new ProcessTable.EnvironmentRead(Optional.empty(), true);
        assertThat(markers.of(entry(BEGIN), NOW)).isEmpty();
        assertThat(markers.takeConfidence()).isEqualTo(ScanConfidence.LIKELY);

        environment = new ProcessTable.EnvironmentRead(Optional.of("5"), false);
        assertThat(markers.of(entry(BEGIN), NOW)).contains(MARKER);
    }

    @Test
    void anOldProcessWithAnotherEnvironmentIsReadOnce() {
        environment = new ProcessTable.EnvironmentRead(Optional.empty(), false);
        markers.of(entry(BEGIN), NOW);

        assertThat(markers.of(entry(BEGIN), NOW)).isEmpty();

        assertThat(reads).isEqualTo(1);
        assertThat(markers.takeConfidence()).isEqualTo(ScanConfidence.SURE);
    }

    @Test
    void aProcessOlderThanTheJvmHasNoMarker() {
        assertThat(markers.of(entry(BEGIN - 1), NOW)).isEmpty();

        assertThat(reads).isZero();
        assertThat(markers.takeConfidence()).isEqualTo(ScanConfidence.SURE);
    }

    private static ProcessEntry entry(long startTicks) {
        return new ProcessEntry(new ProcessId(100, startTicks), 1, 100, 100, 'S', 0, false);
    }
}
