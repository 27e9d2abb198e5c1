package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.awaitility.Awaitility;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** Records the events that a listener receives; every event must come at most once and in order. */
public final class Witness implements ProcessRunner.Listener {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> events = new ArrayList<>();
    private final List<String> statuses = new ArrayList<>();
    private long pid;
    private Instant since;
    private Exit exit;
    private int leftovers;
    private String question = "";
    private Optional<ProcessRunner.TakenPort> taken = Optional.empty();
    private List<String> killed = List.of();
    private List<String> survivors = List.of();

    @Override
    public synchronized void started(long startedPid) {
        pid = startedPid;
        record("started");
    }

    @Override
    public synchronized void adopted(long adoptedPid, Instant start) {
        since = start;
        started(adoptedPid);
    }

    @Override
    public synchronized void exited(Exit how, int left) {
        exit = how;
        leftovers = left;
        record("exited");
    }

    @Override
    public synchronized void asks(String line) {
        question = line;
        record("asks");
    }

    @Override
    public synchronized void portTaken(ProcessRunner.TakenPort report) {
        taken = Optional.of(report);
    }

    /** The report about a port that is in use; waits for the end of the process. */
    Optional<ProcessRunner.TakenPort> taken() {
        await("gone");
        return taken;
    }

    /** The question that the process asks; waits for it. */
    String question() {
        await("asks");
        return question;
    }

    @Override
    public synchronized void gone() {
        record("gone");
    }

    @Override
    public synchronized void killing(List<String> left) {
        killed = left;
    }

    /** What the kill has found alive so far. */
    synchronized List<String> killed() {
        return killed;
    }

    @Override
    public synchronized void notKilled(List<String> alive) {
        survivors = alive;
        record("notKilled");
    }

    @Override
    public synchronized void reports(String status) {
        statuses.add(status);
    }

    /** The statuses that the process has reported. */
    public synchronized List<String> statuses() {
        return List.copyOf(statuses);
    }

    private void record(String event) {
        events.add(event);
        notifyAll();
    }

    private synchronized boolean hasReceived(String event) {
        return events.contains(event);
    }

    private void await(String event) {
        Awaitility.await(event).atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> hasReceived(event));
    }

    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** The pid; waits for the start. */
    public long pid() {
        await("started");
        return pid;
    }

    /** The exit of the root; waits for it. */
    public Exit exit() {
        await("exited");
        return exit;
    }

    /** The start time of an adopted process; waits for the adoption. */
    Instant since() {
        await("started");
        return since;
    }

    public int leftovers() {
        await("exited");
        return leftovers;
    }

    List<String> survivors() {
        await("notKilled");
        return survivors;
    }

    /** Waits until the tree is gone. */
    public Witness awaitGone() {
        await("gone");
        assertThat(events()).filteredOn(event -> !event.equals("notKilled") && !event.equals("asks"))
                .isSubsetOf("started", "exited", "gone")
                .doesNotHaveDuplicates().endsWith("exited", "gone");
        return this;
    }
}
