package io.quarkiverse.processmanager.runtime.engine.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;

/** An event log and the lines that it writes, from INFO on. */
final class LoggedEvents extends Handler implements BeforeEachCallback, AfterEachCallback {

    static final Instant NOW = Instant.EPOCH;
    static final Duration GRACE = Duration.ofSeconds(10);
    static final Exit EXIT = Exits.of(0, Optional.empty(), NOW, GRACE);

    /** Whether the terminal shows the processes that start. */
    boolean shown;
    /** Whether a developer reads the log. */
    boolean dev;
    /** The state to which the next events belong. */
    Snapshot snapshot = Snapshot.EMPTY;
    final List<String> lines = new ArrayList<>();
    /** What the log does later, once its time has come. */
    final List<Runnable> later = new ArrayList<>();
    final EventLog log = new EventLog(() -> shown, () -> dev, failed -> false, (delay, task) -> later.add(task));
    private final Logger logger = Logger.getLogger("io.quarkiverse.processmanager");

    @Override
    public void beforeEach(ExtensionContext context) {
        logger.addHandler(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.removeHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.INFO.intValue()) {
            lines.add(line.getLevel() + " " + line.getMessage());
        }
    }

    @Override
    public void flush() {
        // There is no buffer.
    }

    @Override
    public void close() {
        // There is nothing to close.
    }

    void accept(ProcessEvent event) {
        log.accept(event, snapshot);
    }

    void stopping() {
        accept(new ProcessEvent.Stopping("db", 1, NOW, "stopped on request"));
    }

    void killing() {
        accept(new ProcessEvent.Killing("db", 1, NOW, GRACE, List.of("4711 sh")));
    }

    void stopped() {
        accept(new ProcessEvent.Stopped("db", 1, NOW, Optional.of(EXIT)));
    }

    void gaveUp(String id) {
        accept(new ProcessEvent.GaveUp(id, 1, NOW, Reason.EXITED, "why", List.of()));
    }

    void gaveUp(Reason reason) {
        accept(new ProcessEvent.GaveUp("db", 1, NOW, reason, "why", List.of()));
    }

    static ProcessEvent up(String id) {
        return new ProcessEvent.Running(id, 1, NOW, Duration.ofSeconds(1), Health.UNCHECKED);
    }

    static ProcessDefinition define(String id, String... dependencies) {
        return ProcessDefinition.builder(id).command("run").dependsOn(dependencies).build();
    }

    static ProcessStatus running(String id) {
        return status(id, Optional.empty(), ProcessPhase.RUNNING, NOW, Optional.empty());
    }

    static ProcessStatus failed(String id, Reason reason, Instant since) {
        return status(id, Optional.empty(), ProcessPhase.FAILED, since, Optional.of(reason));
    }

    static ProcessStatus failedTask(String id) {
        return status(id, Optional.of(ProcessKind.TASK), ProcessPhase.FAILED, NOW, Optional.of(Reason.EXITED));
    }

    private static ProcessStatus status(String id, Optional<ProcessKind> kind, ProcessPhase phase, Instant since,
            Optional<Reason> failure) {
        return new ProcessStatus(id, id, kind, phase, since, Health.UNCHECKED, "why", OptionalLong.empty(), 1, Optional.empty(),
                0, Optional.empty(), failure, OptionalInt.empty(), Optional.empty(), Optional.empty(), 0);
    }
}
