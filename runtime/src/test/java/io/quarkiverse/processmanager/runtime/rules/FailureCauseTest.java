package io.quarkiverse.processmanager.runtime.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

class FailureCauseTest {

    private static final Map<String, List<String>> DEPENDENCIES = Map.of("ui", List.of("cache", "api"), "api",
            List.of("db"));

    private final Map<String, ProcessStatus> statuses = new LinkedHashMap<>();

    @Test
    void aProcessWithACauseOfItsOwnIsTheCause() {
        failed("api", Reason.EXITED);
        failed("db", Reason.EXITED);

        assertThat(causeOf("api")).isEqualTo("api");
    }

    @Test
    void theCauseIsADependencyOfADependency() {
        failed("ui", Reason.DEPENDENCY_FAILED);
        status("cache", ProcessPhase.RUNNING, Optional.empty());
        failed("api", Reason.DEPENDENCY_FAILED);
        failed("db", Reason.STARTUP_TIMEOUT);

        assertThat(causeOf("ui")).isEqualTo("db");
    }

    @Test
    void theProcessItselfIsReportedIfItsDependencyStartsAgain() {
        failed("api", Reason.DEPENDENCY_FAILED);
        status("db", ProcessPhase.STARTING, Optional.empty());

        assertThat(causeOf("api")).isEqualTo("api");
    }

    @Test
    void aDependencyThatIsNotThereIsNoCause() {
        failed("api", Reason.DEPENDENCY_FAILED);

        assertThat(causeOf("api")).isEqualTo("api");
    }

    private String causeOf(String id) {
        return FailureCause.of(statuses.get(id), one -> DEPENDENCIES.getOrDefault(one, List.of()), statuses).id();
    }

    private void failed(String id, Reason reason) {
        status(id, ProcessPhase.FAILED, Optional.of(reason));
    }

    private void status(String id, ProcessPhase phase, Optional<Reason> failure) {
        statuses.put(id, new ProcessStatus(id, id, Optional.empty(), phase, Instant.EPOCH, Health.UNCHECKED, "",
                OptionalLong.empty(), 1, Optional.empty(), 0, Optional.empty(), failure, OptionalInt.empty(),
                Optional.empty(), Optional.empty(), 0));
    }
}
