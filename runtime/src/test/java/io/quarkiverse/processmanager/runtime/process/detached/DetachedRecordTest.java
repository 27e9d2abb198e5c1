package io.quarkiverse.processmanager.runtime.process.detached;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.StopPolicy.Scope;
import io.quarkiverse.processmanager.runtime.process.output.file.FileSlice;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

class DetachedRecordTest {

    private static final DetachedRecord RECORD = record(Scope.TREE);

    @Test
    void aRecordIsReadAsItWasWritten() {
        assertThat(DetachedRecord.parse(RECORD.lines())).contains(RECORD);
    }

    @Test
    void aRecordOfAnEarlierVersionHasNoScope() {
        assertThat(DetachedRecord.parse(List.of("D cafe", "S INT 10000", "F 17 /shop/p.log", "P 4711 12345")))
                .contains(record(Scope.ROOT));
    }

    @Test
    void aRecordThatIsIncompleteIsNotUsed() {
        assertThat(DetachedRecord.parse(List.of("D cafe", "S INT", "F 17 /shop/p.log"))).isEmpty();
        assertThat(DetachedRecord.parse(List.of("D cafe", "S INT 10000 FOREST", "F 17 /shop/p.log"))).isEmpty();
    }

    private static DetachedRecord record(Scope scope) {
        return new DetachedRecord("cafe", "INT", scope, Duration.ofSeconds(10), new FileSlice(Path.of("/shop/p.log"), 17),
                Optional.of(new ProcessId(4711, 12345)));
    }
}
