package io.quarkiverse.processmanager.runtime.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.rules.StartSummary.Outcome;
import io.quarkiverse.processmanager.runtime.rules.StartSummary.Result;

class StartSummaryTest {

    private static final Duration ELAPSED = Duration.ofMillis(3140);

    private final Map<String, Result> results = new LinkedHashMap<>();

    @Test
    void theLineHasTheTimeOfAllAndTheSlowest() {
        ready("cache", 80).ready("db", 2410).ready("api", 300);

        assertThat(line()).isEqualTo("3 processes ready in 3.1 s; slowest: db 2.4 s");
    }

    @Test
    void aSkippedTaskIsReady() {
        ready("db", 2410).ends("seed", Outcome.SKIPPED);

        assertThat(line()).isEqualTo("2 processes ready in 3.1 s; skipped: seed");
    }

    @Test
    void theOthersFollowInAFixedOrder() {
        ends("z", Outcome.STOPPED).ends("worker", Outcome.RESTARTING).ends("api", Outcome.BLOCKED).ready("db", 2410)
                .ready("cache", 80).ends("bad", Outcome.FAILED).ends("later", Outcome.WAITING).ends("web", Outcome.BLOCKED);

        assertThat(line()).isEqualTo("2 of 8 processes ready in 3.1 s; slowest: db 2.4 s; failed: bad; not started: api, web;"
                + " restarting: worker; waiting: later; stopped: z");
    }

    @Test
    void noneIsReady() {
        ends("db", Outcome.FAILED).ends("api", Outcome.BLOCKED);

        assertThat(line()).isEqualTo("0 of 2 processes ready after 3.1 s; failed: db; not started: api");
    }

    private String line() {
        return StartSummary.of(results, ELAPSED);
    }

    private StartSummaryTest ready(String id, long millis) {
        results.put(id, Result.ready(Duration.ofMillis(millis)));
        return this;
    }

    private StartSummaryTest ends(String id, Outcome outcome) {
        results.put(id, Result.of(outcome));
        return this;
    }
}
