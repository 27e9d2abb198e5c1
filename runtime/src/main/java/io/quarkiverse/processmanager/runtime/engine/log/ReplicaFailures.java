package io.quarkiverse.processmanager.runtime.engine.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jboss.logging.Logger.Level;

import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;

/**
 * Makes one line of the failures of replicas that fail together: a line about one replica waits for those about the others. The
 * line has the number and the ids of the replicas, and the sentence about the first of them; the status of each replica has its own
 * reason. Confined to the thread that publishes.
 */
final class ReplicaFailures {

    /** How long a line waits. Replicas that fail for one cause, such as a lost database, report it at the same time. */
    static final Duration TOGETHER = Duration.ofMillis(300);

    private final BiConsumer<Duration, Runnable> later;
    private final Consumer<Line> log;
    private final Map<Kind, List<Failure>> collected = new LinkedHashMap<>();
    private boolean ending;

    /**
     * What one failure is.
     *
     * @param level the level of its line
     * @param verb what several replicas have done, such as "have failed"
     * @param detail what must be equal for one line, such as the exit; can be empty
     */
    record Kind(String group, Level level, String verb, String detail) {
    }

    /**
     * The failure of one replica.
     *
     * @param sentence the sentence for the log
     * @param chain the processes that do not start because of the failure
     * @param lastLines the last lines of output, as the end of the line; can be empty
     * @param consoleLines the same for the console, which can have them already
     */
    record Failure(String id, String sentence, List<String> chain, String lastLines, String consoleLines) {

        Failure(String id, String sentence) {
            this(id, sentence, List.of(), "", "");
        }
    }

    /** A line for the log; {@code of} is the replica that the line quotes. */
    record Line(Level level, String text, Failure of) {
    }

    /**
     * @param later runs a task after a delay, on this thread
     * @param log writes a line
     */
    ReplicaFailures(BiConsumer<Duration, Runnable> later, Consumer<Line> log) {
        this.later = later;
        this.log = log;
    }

    /** A replica has failed. */
    void add(Kind kind, Failure failure) {
        List<Failure> others = collected.computeIfAbsent(kind, any -> new ArrayList<>());
        others.add(failure);
        if (ending) {
            write(kind);
        } else if (others.size() == 1) {
            later.accept(TOGETHER, () -> {
                // What was written before its time does not cut short the wait of the next line.
                if (collected.get(kind) == others) {
                    write(kind);
                }
            });
        }
    }

    /** Something else is about to be written about a process: writes first what waits. */
    void writeBefore(String id) {
        if (!collected.isEmpty()) {
            List.copyOf(collected.keySet()).stream()
                    .filter(kind -> collected.get(kind).stream().anyMatch(failure -> failure.id().equals(id)))
                    .forEach(this::write);
        }
    }

    /** Writes what waits. Nothing waits from now on. */
    void end() {
        ending = true;
        List.copyOf(collected.keySet()).forEach(this::write);
    }

    private void write(Kind kind) {
        List<Failure> failures = Optional.ofNullable(collected.remove(kind)).orElse(List.of());
        if (failures.isEmpty()) {
            return;
        }
        Failure first = failures.get(0);
        Set<String> chain = new LinkedHashSet<>();
        Set<String> ids = new LinkedHashSet<>();
        failures.forEach(failure -> {
            chain.addAll(failure.chain());
            ids.add(failure.id());
        });
        String text = (ids.size() == 1 ? ""
                : ids.size() + " replicas of process '" + kind.group() + "' " + kind.verb() + ": "
                        + Replicas.names(kind.group(), ids) + "; ")
                + first.sentence() + EventLog.blocked(List.copyOf(chain));
        log.accept(new Line(kind.level(), text, first));
    }
}
