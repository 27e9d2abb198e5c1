package io.quarkiverse.processmanager.runtime.dev.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.safe.TimedPattern;

class ProcessToolsTest {

    private final CompletableFuture<ProcessStatus> ready = new CompletableFuture<>();

    /** An agent that takes the answer for the end of the command would repeat it. */
    @Test
    void theAnswerAtTheTimeLimitSaysThatTheCommandGoesOn() {
        ProcessTools tools = new ProcessTools(answering(ProcessManager.class, (proxy, method, arguments) -> process()));

        ActionResult answer = tools.awaitProcessHealthy("db", 1).await().indefinitely();

        assertThat(answer.ok()).isFalse();
        assertThat(answer.message()).isEqualTo("not done after 1 s, and still in progress: process 'db' is STARTING, UNKNOWN: "
                + "waiting for its first successful check; explainProcess has the details");
    }

    /** The line before has the name of the value, and it does not match. */
    @Test
    void aSearchShowsNoSecretThatTheEndOfTheOutputMasks() {
        List<LogLine> lines = Stream.of("- name: PASSWORD", "  value: hunter2", "- name: PORT", "  value: 8080").map(
                text -> new LogLine("db", 1, 1, Instant.EPOCH, LogLine.Stream.STDOUT, text)).toList();
        ManagedProcess db = answering(ManagedProcess.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "logs" -> lines;
            case "definition" -> ProcessDefinition.builder("db").command("x").build();
            default -> "db";
        });
        ProcessManager manager = answering(ProcessManager.class, (proxy, method, arguments) -> db);

        LineSearch.Found found = LineSearch.of(manager, "db", TimedPattern.of("value"),
                TimedPattern.Deadline.of(Duration.ofMinutes(1), () -> false), 5);

        assertThat(found.lines()).containsExactly("db:   value: ***", "db:   value: 8080");
    }

    private ManagedProcess process() {
        ProcessStatus status = new ProcessStatus("db", "db", Optional.empty(), ProcessPhase.STARTING, Instant.EPOCH,
                Health.UNKNOWN,
                "waiting for its first successful check", OptionalLong.empty(), 1, Optional.empty(), 0, Optional.empty(),
                Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), 0);
        return answering(ManagedProcess.class,
                (proxy, method, arguments) -> method.getName().equals("whenReady") ? ready : status);
    }

    private static <T> T answering(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, answers));
    }
}
