package io.quarkiverse.processmanager.runtime.process.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class ProcessIdTest {

    private final ProcessId id = new ProcessId(7, 100);

    @Test
    void equalIdsHaveEqualHashes() {
        assertThat(new ProcessId(7, 100)).isEqualTo(id).hasSameHashCodeAs(id);
    }

    /** As many others as the record has components: its methods are not generated. */
    @Test
    void eachComponentCounts() {
        List<ProcessId> others = List.of(new ProcessId(8, 100), new ProcessId(7, 101));

        assertThat(others).doesNotContain(id).hasSameSizeAs(ProcessId.class.getRecordComponents());
    }
}
