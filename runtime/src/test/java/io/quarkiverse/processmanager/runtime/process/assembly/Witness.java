package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** Remembers what a listener hears; every event must come at most once and in order. */
public final class Witness implements ProcessRunner.Listener {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> events = new ArrayList<>();
    private long pid;
    private Instant since;
    private Exit exit;
    private int leftovers;
    private List<String> survivors = List.of();

    @Override
    public synchronized void started(long startedPid) {
        pid = startedPid;
        hear("started");
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
        hear("exited");
    }

    @Override
    public synchronized void gone() {
        hear("gone");
    }

    @Override
    public synchronized void notKilled(List<String> who) {
        survivors = who;
        hear("notKilled");
    }

    private void hear(String event) {
        events.add(event);
        notifyAll();
    }

    private synchronized boolean hasHeard(String event) {
        return events.contains(event);
    }

    private void await(String event) {
        Awaitility.await(event).atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> hasHeard(event));
    }

    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** The pid, once it is started. */
    public long pid() {
        await("started");
        return pid;
    }

    /** How the root ended, once it has. */
    public Exit exit() {
        await("exited");
        return exit;
    }

    /** Since when it was alive, if it was adopted. */
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

    /** Waits until nothing of the tree is alive. */
    public Witness awaitGone() {
        await("gone");
        assertThat(events()).filteredOn(event -> !event.equals("notKilled")).isSubsetOf("started", "exited", "gone")
                .doesNotHaveDuplicates().endsWith("exited", "gone");
        return this;
    }
}
