package io.quarkiverse.processmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class MarkersTest {

    private static final long BEGIN = 1_000;
    private static final long NOW = 2_000;

    private static final JvmIdentity JVM = new JvmIdentity(new ProcessIdentity(7, BEGIN), "cafe");
    private static final Marker MARKER = new Marker(JVM.variable(), "5");

    private ProcessTable.Glance glance;
    private int glances;
    private final ProcessTable table = (ProcessTable) Proxy.newProxyInstance(ProcessTable.class.getClassLoader(),
            new Class<?>[] { ProcessTable.class }, (proxy, method, arguments) -> {
                glances++;
                return glance;
            });
    private final Markers markers = Markers.of(table, JVM);

    @Test
    void whoShowsTheMarkerIsKnownFromThenOn() {
        glance = new ProcessTable.Glance(Optional.of("5"), false);
        assertThat(markers.of(entry(NOW), NOW)).contains(MARKER);

        glance = new ProcessTable.Glance(Optional.empty(), true);
        assertThat(markers.of(entry(NOW), NOW)).contains(MARKER);

        assertThat(markers.takeCertainty()).isEqualTo(Certainty.SURE);
    }

    @Test
    void aYoungOneThatShowsNothingLeavesADoubtUntilItShowsSomething() {
        glance = new ProcessTable.Glance(Optional.empty(), true);
        assertThat(markers.of(entry(NOW), NOW)).isEmpty();
        assertThat(markers.takeCertainty()).isEqualTo(Certainty.DOUBTFUL);

        glance = new ProcessTable.Glance(Optional.of("5"), false);
        assertThat(markers.of(entry(NOW), NOW)).contains(MARKER);
        assertThat(markers.takeCertainty()).isEqualTo(Certainty.SURE);
    }

    @Test
    void aYoungOneWithAnotherEnvironmentCanStillExecuteAnotherProgram() {
        glance = new ProcessTable.Glance(Optional.empty(), false);

        assertThat(markers.of(entry(NOW), NOW)).isEmpty();

        assertThat(markers.takeCertainty()).isEqualTo(Certainty.LIKELY);
    }

    @Test
    void anOldOneThatShowsNothingIsAskedAgain() {
        glance = new ProcessTable.Glance(Optional.empty(), true);
        assertThat(markers.of(entry(BEGIN), NOW)).isEmpty();
        assertThat(markers.takeCertainty()).isEqualTo(Certainty.LIKELY);

        glance = new ProcessTable.Glance(Optional.of("5"), false);
        assertThat(markers.of(entry(BEGIN), NOW)).contains(MARKER);
    }

    @Test
    void anOldOneWithAnotherEnvironmentIsAskedOnce() {
        glance = new ProcessTable.Glance(Optional.empty(), false);
        markers.of(entry(BEGIN), NOW);

        assertThat(markers.of(entry(BEGIN), NOW)).isEmpty();

        assertThat(glances).isEqualTo(1);
        assertThat(markers.takeCertainty()).isEqualTo(Certainty.SURE);
    }

    @Test
    void whoIsOlderThanTheJvmIsNoneOfOurs() {
        assertThat(markers.of(entry(BEGIN - 1), NOW)).isEmpty();

        assertThat(glances).isZero();
        assertThat(markers.takeCertainty()).isEqualTo(Certainty.SURE);
    }

    private static ProcessEntry entry(long birth) {
        return new ProcessEntry(new ProcessIdentity(100, birth), 1, 100, 100, 'S', 0, false);
    }
}
