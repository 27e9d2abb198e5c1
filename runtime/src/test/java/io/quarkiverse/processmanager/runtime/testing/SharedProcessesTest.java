package io.quarkiverse.processmanager.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.runtime.testing.DevProcess.State;
import io.quarkus.dev.console.DevConsoleManager;

/** The start of an application in continuous testing waits for the processes of dev mode. */
class SharedProcessesTest {

    /** A wait that lasts as long has not been decided at once. */
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    private final Map<String, Map<String, String>> inDevMode = new TreeMap<>();

    @BeforeEach
    void publish() {
        Supplier<Map<String, Map<String, String>>> processes = () -> inDevMode;
        Function<Runnable, Runnable> changes = listener -> () -> {
        };
        DevConsoleManager.setGlobal(DevInstance.SHARED, new Object[] { processes, changes });
    }

    @AfterEach
    void withdraw() {
        DevInstance.withdraw();
    }

    /** Continuous testing can start its application before dev mode starts its own. */
    @Test
    void theProcessesOfDevModeAreKnownBeforeDevModeHasStarted() {
        DevInstance.withdraw();

        DevInstance.declare(List.of(ProcessDefinition.builder("db").command("postgres").port(5432).build(),
                ProcessDefinition.builder("tool").command("tool").autoStart(false).build()));

        assertThat(DevInstance.processes()).isEqualTo(Map.of(
                "db", new DevProcess(Map.of("port", 5432), State.PENDING, "dev mode has not started it yet"),
                "tool", new DevProcess(Map.of(), State.STOPPED, "dev mode has not started it yet")));
        publish();
        dev("db", State.READY);
        assertThat(DevInstance.processes().get("db").state()).isEqualTo(State.READY);
    }

    @Test
    void theTestsBeginWhenTheProcessesAreReady() {
        dev("db", State.READY);

        assertThatCode(() -> await(NEVER, define("db"))).doesNotThrowAnyException();
    }

    @Test
    void aProcessThatIsStoppedInDevModeFailsTheStartAtOnce() {
        dev("db", State.STOPPED);

        assertThatThrownBy(() -> await(NEVER, define("db"))).hasMessage("cannot run the tests with process 'db' of dev mode: "
                + "it is stopped there; start it in dev mode");
    }

    @Test
    void aProcessThatDevModeDoesNotStartDoesNotCount() {
        dev("tool", State.STOPPED);
        dev("search", State.PENDING);

        assertThatCode(() -> await(NEVER, define("tool").autoStart(false), define("search").autoStart(false)))
                .doesNotThrowAnyException();
    }

    @Test
    void theTestsBeginWithoutAProcessThatIsNotRequired() {
        dev("mail", State.FAILED);
        dev("search", State.PENDING);
        dev("db", State.READY);

        assertThatCode(() -> await(AT_ONCE, define("mail").required(false), define("search").required(false), define("db")))
                .doesNotThrowAnyException();
    }

    @Test
    void aFailureAndTheLimitFailTheStart() {
        dev("mail", State.FAILED);
        dev("search", State.PENDING);

        assertThatThrownBy(() -> await(NEVER, define("mail"))).hasMessageEndingWith("'mail' of dev mode: so");
        assertThatThrownBy(() -> await(AT_ONCE, define("search"))).hasMessageEndingWith("it is not ready after 50 ms (so)");
    }

    /** The first process of a project, by id, gives its installation the id, and tests can run fewer processes. */
    @Test
    void aTaskWithTheSameProductCanHaveAnotherIdInDevMode() {
        Path made = Path.of("/srv/made");
        inDevMode.put("other", Map.of("state", State.FAILED.name(), "why", "so", "product", made.toString()));

        assertThatThrownBy(() -> await(NEVER, define("task").creates(made)))
                .hasMessage("cannot run the tests with process 'other' of dev mode: so");
        assertThatCode(() -> await(NEVER, define("task").creates(made).required(false))).doesNotThrowAnyException();
    }

    private void dev(String id, State state) {
        inDevMode.put(id, Map.of("state", state.name(), "why", "so"));
    }

    private static ProcessDefinitionBuilder define(String id) {
        return ProcessDefinition.builder(id).command("x");
    }

    private static void await(Duration limit, ProcessDefinitionBuilder... processes) {
        SharedProcesses.await(List.of(processes).stream().map(ProcessDefinitionBuilder::build).toList(), limit);
    }
}
