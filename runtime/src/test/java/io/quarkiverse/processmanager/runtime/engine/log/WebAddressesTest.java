package io.quarkiverse.processmanager.runtime.engine.log;

import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshots;

class WebAddressesTest {

    private final List<ProcessDefinition> definitions = new ArrayList<>();
    private final Map<String, ProcessStatus> statuses = new LinkedHashMap<>();

    @Test
    void eachAddressThatABrowserOpensHasItsProcess() {
        add(define("db").port(5432).urlScheme("postgresql"), RUNNING, Health.HEALTHY);
        add(define("ui").port(5173).urlScheme("http"), RUNNING, Health.UNCHECKED);
        add(define("queue").port(5672).urlScheme("amqp").port("admin", 15672).urlScheme("admin", "https"), RUNNING,
                Health.HEALTHY);
        add(define("seed"), COMPLETED, Health.UNCHECKED);

        assertThat(line()).hasValue("Processes listen on: https://localhost:15672 (queue admin), http://localhost:5173 (ui)");
    }

    @Test
    void noAddressNoLine() {
        add(define("db").port(5432).urlScheme("postgresql"), RUNNING, Health.HEALTHY);

        assertThat(line()).isEmpty();
    }

    @Test
    void theLineWaitsForEachProcessThatStartsWithTheApplication() {
        add(define("ui").port(5173).urlScheme("http"), RUNNING, Health.UNCHECKED);
        add(define("api"), RUNNING, Health.UNKNOWN);
        assertThat(line()).isEmpty();

        add(define("api"), FAILED, Health.UNKNOWN);
        assertThat(line()).isEmpty();

        add(define("api"), RUNNING, Health.HEALTHY);
        assertThat(line()).isPresent();
    }

    @Test
    void aProcessThatIsNotRequiredHidesNoAddress() {
        add(define("ui").port(5173).urlScheme("http"), RUNNING, Health.UNCHECKED);
        add(define("mail").port(8025).urlScheme("http").required(false), FAILED, Health.UNKNOWN);

        assertThat(line()).hasValue("Processes listen on: http://localhost:5173 (ui)");
    }

    @Test
    void aProcessThatDoesNotStartByItselfIsNeitherAwaitedNorShown() {
        add(define("ui").port(5173).urlScheme("http"), RUNNING, Health.UNCHECKED);
        add(define("admin").autoStart(false).port(8081).urlScheme("http"), STOPPED, Health.UNKNOWN);

        assertThat(line()).hasValue("Processes listen on: http://localhost:5173 (ui)");
    }

    @Test
    void theSecretsOfACheckAreNoPartOfAnAddress() {
        add(define("api").health(health -> health.url("http://localhost:8081/health?token=secret")), RUNNING,
                Health.HEALTHY);

        assertThat(line()).hasValue("Processes listen on: http://localhost:8081 (api)");
    }

    @Test
    void manyAddressesEndWithTheirNumber() {
        for (int number = 1; number <= 12; number++) {
            add(define(String.format("web-%02d", number)).port(8000 + number).urlScheme("http"), RUNNING, Health.UNCHECKED);
        }

        assertThat(line()).hasValueSatisfying(line -> assertThat(line).contains("http://localhost:8010 (web-10)")
                .doesNotContain("8011").endsWith(" and 2 more, see the Dev UI"));
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("sleep", "1");
    }

    private void add(ProcessDefinitionBuilder builder, ProcessPhase phase, Health health) {
        ProcessDefinition definition = builder.build();
        definitions.removeIf(one -> one.id().equals(definition.id()));
        definitions.add(definition);
        statuses.put(definition.id(), new ProcessStatus(definition.id(), definition.id(), Optional.empty(), phase,
                Instant.EPOCH, health, "", OptionalLong.empty(), 1, Optional.empty(), 0, Optional.empty(), Optional.empty(),
                OptionalInt.empty(), Optional.empty(), Optional.empty(), 0));
    }

    private Optional<String> line() {
        return WebAddresses.whenAllAreReady(Snapshots.of(Plan.of(definitions), statuses));
    }
}
