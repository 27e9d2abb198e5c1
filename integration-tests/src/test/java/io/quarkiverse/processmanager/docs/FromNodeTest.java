package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The examples of the page for those who know the npm package, in an application that starts no process by itself. */
@QuarkusTest
@TestProfile(FromNodeTest.NothingDeclaredRuns.class)
class FromNodeTest {

    private static final Path DOCS = Path.of("../docs/modules/ROOT");
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
        examples.chain().forEach(processes::create);

        assertThat(examples.list()).containsExactly("db", "migrations", "api");
        assertThat(processes.plan().toString()).contains("migrations after db:healthy", "api after migrations:completed");
    }

    @Test
    void errorsAreToldApart() {
        ManagedProcess lost = processes.create(ProcessDefinition.builder("lost").command("no-such-program")
                .restartPolicy(RestartPolicy.Mode.NEVER).build());

        assertThat(examples.start(lost)).isEqualTo("Command not found");
        Awaitility.await().atMost(PATIENCE).until(() -> lost.status().phase() == ProcessPhase.FAILED);
    }

    @Test
    void definitionsSayWhatThePageSays() {
        assertThat(examples.command().command().words()).containsExactly("node", "--inspect", "app.js");
        assertThat(examples.script().command().shell()).isTrue();
        assertThat(examples.identity().execution().user()).contains("1000");
        assertThat(examples.http().healthCheck().orElseThrow().probe()).isInstanceOf(HttpProbe.class);
        assertThat(examples.tcp().healthCheck().orElseThrow().probe()).isInstanceOf(TcpProbe.class);
        assertThat(examples.check().healthCheck().orElseThrow().probe()).isInstanceOf(CommandProbe.class);
        assertThat(examples.restart().restart().max()).isEqualTo(3);
        assertThat(examples.manual().restart().mode()).isEqualTo(RestartPolicy.Mode.NEVER);
        assertThat(examples.patterns()).extracting(definition -> definition.pattern().orElseThrow().name())
                .containsExactly("web-server", "database", "worker", "blockchain-node");
        assertThat(examples.hooks().withoutHooks()).isNotEqualTo(examples.hooks());
    }

    @Test
    void thePageShowsEachExample() throws IOException {
        String code = Files.readString(DOCS.resolve("examples/java/io/quarkiverse/processmanager/docs/FromNode.java"));
        String page = Files.readString(DOCS.resolve("pages/reference-from-node.adoc"));

        assertThat(all("FromNode.java\\[tag=(\\w+)]", page)).isEqualTo(all("tag::(\\w+)\\[]", code)).isNotEmpty();
    }

    private static TreeSet<String> all(String regex, String text) {
        TreeSet<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(regex).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
