package io.quarkiverse.processmanager.runtime.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.quarkiverse.processmanager.runtime.process.assembly.Jvm;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;

/** One JVM after the other that lives through chaos, all with the same state directory: the next one finds what the last has left. */
final class ChaosLane {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Path directory;
    private final Random random;
    private final String way;
    private final Deque<ChaosRound> dead = new ArrayDeque<>();
    private final List<String> problems = new ArrayList<>();
    private int rounds;
    private int kills;

    ChaosLane(Path directory, long seed, String way) {
        this.directory = directory;
        this.random = new Random(seed);
        this.way = way;
    }

    /**
     * What has happened in some lanes.
     *
     * @param jvms the JVMs
     * @param kills the processes that have received a signal, the JVMs included
     * @param left the JVMs of which a process was left
     * @param problems what was wrong
     */
    record Result(int jvms, int kills, int left, List<String> problems) {

        Result plus(Result other) {
            List<String> both = new ArrayList<>(problems);
            both.addAll(other.problems);
            return new Result(jvms + other.jvms, kills + other.kills, left + other.left, both);
        }

        @Override
        public String toString() {
            return jvms + " JVMs, " + kills + " kills, " + left + " JVMs with a process that is left";
        }
    }

    /** Runs until the given time of {@link System#nanoTime()}, and then until nothing is left. */
    Result run(long endNanos) throws Exception {
        Files.createDirectories(directory);
        while (endNanos - System.nanoTime() > 0) {
            live(false);
        }
        live(true);
        int left = 0;
        for (ChaosRound round : dead) {
            Optional<String> rest = round.awaitNothingLeft(PATIENCE_NANOS);
            rest.ifPresent(processes -> problems.add(round + " has left " + processes));
            left += rest.isPresent() ? 1 : 0;
        }
        return new Result(rounds, kills, left, problems);
    }

    /** @param last nothing is killed, because no later JVM could find what this one leaves */
    private void live(boolean last) throws Exception {
        ChaosRound round = new ChaosRound(directory, rounds++, way, random.nextLong());
        dead.add(round);
        try (Jvm jvm = round.start()) {
            if (random.nextInt(4) > 0 || last) {
                jvm.awaitLine("up");
            }
            for (int i = last ? 0 : random.nextInt(6); i > 0; i--) {
                pause(150);
                killOne(round, jvm);
            }
            pause(300);
            end(round, jvm, last ? 9 : random.nextInt(10));
        } catch (IOException | RuntimeException e) {
            problems.add(round + ": " + e);
        }
    }

    private void killOne(ChaosRound round, Jvm jvm) throws IOException {
        List<ProcessEntry> victims = round.processes(jvm);
        if (!victims.isEmpty()) {
            ProcessEntry victim = victims.get(random.nextInt(victims.size()));
            round.signal(random.nextBoolean() ? "KILL" : "TERM", victim.pid());
            kills++;
        }
    }

    private void end(ChaosRound round, Jvm jvm, int how) throws IOException {
        switch (how) {
            case 0, 1 -> killWithItsWatchdog(round, jvm);
            case 2, 3 -> round.signal("TERM", jvm.pid());
            case 8, 9 -> settle(round, jvm);
            default -> round.signal("KILL", jvm.pid());
        }
        kills += how < 8 ? 1 : 0;
        jvm.awaitDeath();
        round.readRest(jvm).forEach(line -> problems.add(round + ": " + line));
        if (random.nextBoolean() && how > 1) {
            round.awaitNothingLeft(Duration.ofSeconds(10).toNanos());
        }
    }

    /** What they leave is for the next JVM. */
    private void killWithItsWatchdog(ChaosRound round, Jvm jvm) {
        List<Long> watchdogs = round.watchdogs(jvm);
        watchdogs.forEach(watchdog -> round.signal("STOP", watchdog));
        round.signal("KILL", jvm.pid());
        jvm.awaitDeath();
        watchdogs.forEach(watchdog -> round.signal("KILL", watchdog));
        kills += watchdogs.size();
    }

    /** A JVM that has survived must be as good as new. */
    private void settle(ChaosRound round, Jvm jvm) throws IOException {
        jvm.send("settle");
        for (String line = jvm.line(); !"closed".equals(line); line = jvm.line()) {
            if (line == null) {
                problems.add(round + " has ended before it was closed");
                return;
            }
            if (!line.equals("up") && !line.equals("settled")) {
                problems.add(round + ": " + line);
            }
        }
    }

    private void pause(int mostMillis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(mostMillis)));
    }
}
