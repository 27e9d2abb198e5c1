package io.quarkiverse.processmanager.runtime.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * One started process with everything that it has started itself, and how far its end has come. Belongs to the thread of the
 * {@link Reaper}.
 */
final class ProcessTree {

    /** What is wanted of a tree. */
    enum Aim {
        /** To know when nothing of it is alive. */
        WATCH,
        /** To end by itself. */
        ASK,
        /** To be dead. */
        KILL
    }

    /** Hears of a tree, on the thread of the reaper. */
    interface Observer {

        /** Nothing of it is alive, seen twice in a row. */
        void treeGone();

        /** The kill has had no effect for a while; called once. */
        void notKilled(List<String> survivors);
    }

    private static final long STUCK_NANOS = 1_000_000_000L;
    private static final int EMPTY_LOOKS = 2;

    private final long number;
    private final ProcessIdentity root;
    private final Observer observer;
    private final List<IntConsumer> counters = new ArrayList<>();
    private final AskedMembers asked;
    private Set<ProcessIdentity> known = Set.of();
    private Aim aim = Aim.WATCH;
    private String signal = "TERM";
    private Pace pace = Pace.WATCHING;
    private int emptyLooks;
    private long killSince;
    private boolean reported;

    ProcessTree(long number, ProcessIdentity root, Observer observer) {
        this.number = number;
        this.root = root;
        this.observer = observer;
        this.asked = new AskedMembers(root);
    }

    /** The value of the marker variable of all its processes. */
    long number() {
        return number;
    }

    ProcessIdentity root() {
        return root;
    }

    boolean knows(ProcessIdentity identity) {
        return known.contains(identity);
    }

    Pace pace() {
        return pace;
    }

    /** Has the living processes counted with the next look. */
    void count(IntConsumer counter) {
        counters.add(counter);
        pace.restart();
    }

    void ask(String signalName) {
        if (aim == Aim.WATCH) {
            aim = Aim.ASK;
            signal = signalName;
            pace = Pace.ASKING.copy();
        }
    }

    void kill() {
        if (aim != Aim.KILL) {
            aim = Aim.KILL;
            killSince = System.nanoTime();
            pace = Pace.KILLING.copy();
        }
    }

    /**
     * Takes note of who is alive, and decides what follows.
     *
     * @return whether the tree is gone and needs no further look
     */
    boolean look(List<ProcessEntry> living, Volley volley) {
        remember(living);
        for (IntConsumer counter : counters) {
            counter.accept(living.size());
        }
        counters.clear();
        if (living.isEmpty()) {
            emptyLooks++;
            pace.restart();
            return emptyLooks >= EMPTY_LOOKS;
        }
        emptyLooks = 0;
        switch (aim) {
            case WATCH -> {
            }
            case ASK -> ask(living, volley);
            case KILL -> kill(living, volley);
        }
        return false;
    }

    void gone() {
        observer.treeGone();
    }

    private void remember(List<ProcessEntry> living) {
        Set<ProcessIdentity> identities = new HashSet<>();
        for (ProcessEntry entry : living) {
            identities.add(entry.identity());
        }
        known = identities;
    }

    private void ask(List<ProcessEntry> living, Volley volley) {
        boolean first = asked.nobodyYet();
        List<ProcessEntry> targets = asked.next(living, System.nanoTime());
        if (first) {
            volley.aimAtAll(signal, targets, root);
        } else {
            volley.aimAt(signal, targets);
        }
    }

    private void kill(List<ProcessEntry> living, Volley volley) {
        volley.aimAtAll("KILL", living, root);
        if (!reported && System.nanoTime() - killSince > STUCK_NANOS) {
            reported = true;
            pace = Pace.STUCK.copy();
            observer.notKilled(Survivors.describe(living));
        }
    }
}
