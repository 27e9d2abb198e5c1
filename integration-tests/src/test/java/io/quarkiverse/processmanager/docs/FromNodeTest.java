package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.Registration;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.config.Definitions;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The examples of the page for users of the npm package, in an application without declared processes. */
@QuarkusTest
@TestProfile(FromNodeTest.NothingDeclaredRuns.class)
class FromNodeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject
    FromNode examples;

    @Inject
    ProcessManager processes;

    public static class NothingDeclaredRuns implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.process-manager.modes", "prod");
        }
    }

    @AfterEach
    void removeAll() throws Exception {
        examples.stopAll().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        List<String> ids = new ArrayList<>(examples.list());
        for (int i = ids.size() - 1; i >= 0; i--) {
            processes.removeAndAwait(ids.get(i));
        }
    }

    @Test
    void aProcessIsControlled() {
        ManagedProcess process = examples.create();
        List<Registration> registrations = new ArrayList<>(examples.events(process));
        registrations.add(examples.crashed(process));
        registrations.add(examples.output(process));
        registrations.add(examples.watchMetrics(process));

        assertThat(examples.start(process)).contains("up");
        assertThat(examples.look(process)).startsWith("true RUNNING: ");
        assertThat(examples.view()).containsPattern("my-service +RUNNING +up");
        examples.metrics(process);
        examples.control(process);

        assertThat(processes.find("my-service")).isEmpty();
        registrations.forEach(registration -> assertThat(registration.lost()).isZero());
        registrations.forEach(Registration::close);
    }

    @Test
    void severalStartInOrder() throws Exception {
        Map<String, ProcessStatus> up = examples.startMany().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(up.values()).extracting(ProcessStatus::phase).containsOnly(ProcessPhase.RUNNING);
        assertThat(examples.list()).containsExactly("cache", "store", "front");
    }

    @Test
    void aChainIsPlanned() {
        examples.chain().forEach(processes::createAndAwait);

        assertThat(examples.list()).containsExactly("db", "migrations", "api");
        assertThat(examples.order()).contains("migrations after db:healthy", "api after migrations:completed");
    }

    @Test
    void errorsHaveReasons() {
        assertThat(examples.notFound())
                .startsWith("cannot start process 'lost': command not found: 'no-such-program' is in none of the ");
        assertThat(examples.start(processes.get("lost"))).isEqualTo("Command not found");
    }

    @Test
    void troubleIsExplained() {
        assertThat(examples.exits()).startsWith("exited with ").contains("no-such-file");
        assertThat(examples.failing())
                .startsWith(
                        "cannot wait for process 'deaf': it took longer than 2.0 s; waiting for its first successful check: ");
        assertThat(examples.circle()).contains("Circular dependency: ").contains("hen").contains("egg");
        assertThat(examples.list()).containsExactlyInAnyOrder("short", "deaf");
    }

    @Test
    void aTreeEndsAsAWhole() {
        ManagedProcess tree = processes.createAndAwait(examples.tree());
        tree.startAndAwait();
        List<ProcessHandle> sleepers = Awaitility.await().atMost(PATIENCE).until(() -> tree.logs(2), lines -> lines.size() == 2)
                .stream().map(line -> ProcessHandle.of(Long.parseLong(line.text())).orElseThrow()).toList();

        tree.stopAndAwait();

        // A zombie orphan counts as alive until the init process has reaped it.
        Awaitility.await().atMost(PATIENCE).until(() -> sleepers.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void whatUsesTooMuchIsWatched() {
        ManagedProcess limited = processes.createAndAwait(examples.limits());

        UsageLimits limits = limited.definition().usageLimits();
        assertThat(limits.memoryBytes()).hasValue(500 * 1024 * 1024);
        assertThat(limits.cpuPercent()).hasValue(90);
        assertThat(limits.samples()).isEqualTo(5);
        assertThat(limits.action()).isEqualTo(UsageLimits.Action.RESTART);
        examples.alert(limited).close();
    }

    @Test
    void definitionsSayWhatThePageSays() {
        assertThat(examples.command().command().words()).containsExactly("node", "--inspect", "app.js");
        assertThat(examples.script().command().shell()).isTrue();
        assertThat(examples.identity().execution().user()).contains("1000");
        assertThat(examples.http().healthCheck().orElseThrow().probe()).isInstanceOf(HttpProbe.class);
        assertThat(examples.tcp().healthCheck().orElseThrow().probe()).isInstanceOf(TcpProbe.class);
        assertThat(examples.check().healthCheck().orElseThrow().probe()).isInstanceOf(CommandProbe.class);
        assertThat(examples.appropriate()).extracting(definition -> definition.healthCheck().orElseThrow().probe())
                .hasExactlyElementsOfTypes(HttpProbe.class, TcpProbe.class);
        assertThat(examples.restart().restart().max()).hasValue(3);
        assertThat(examples.policies()).extracting(definition -> definition.restart().mode())
                .containsExactly(RestartPolicy.Mode.ON_FAILURE, RestartPolicy.Mode.NEVER);
        assertThat(examples.patterns()).extracting(definition -> definition.pattern().orElseThrow().name())
                .containsExactly("web-server", "database", "worker", "blockchain-node");
        assertThat(ProcessSettings.of(examples.hooks()).withoutHooks()).isNotEqualTo(examples.hooks());
    }

    @Test
    void propertiesSayWhatThePageSays() throws IOException {
        Definitions definitions = ExamplesTest.read("from-node.properties");

        assertThat(definitions.shutdown().timeout()).hasValue(Duration.ofSeconds(30));
        Map<String, ProcessDefinition> byId = definitions.all().stream()
                .collect(Collectors.toMap(ProcessDefinition::id, one -> one));
        assertThat(byId.get("warehouse").execution().detached()).isTrue();
        assertThat(byId.get("app").command().environment()).containsEntry("DEBUG", "*");
        assertThat(byId.get("app").log().level()).isEqualTo(Level.INFO);
    }
}
