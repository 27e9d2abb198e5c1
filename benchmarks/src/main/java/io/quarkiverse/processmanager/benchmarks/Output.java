package io.quarkiverse.processmanager.benchmarks;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** Processes write lines of 80 bytes as fast as they can, and the supervisor keeps the latest output of each. */
final class Output implements Benchmark {

    private static final int ROUNDS = 3;
    private static final int MIB = 800;
    private static final int LINE = 80;
    private static final double MEGA = 1e6;

    private final int writers;
    private final double target;
    private final Receiver receiver;
    private final Samples rate = new Samples();
    private final Samples cRate = new Samples();
    private final Samples cpu = new Samples();
    private long lost;

    /**
     * @param writers the number of processes that write at the same time
     * @param target the target in MB/s; 0 for none
     * @param receiver what receives the lines beside the memory
     */
    Output(int writers, double target, Receiver receiver) {
        this.writers = writers;
        this.target = target;
        this.receiver = receiver;
    }

    /** What receives the lines beside the memory. */
    enum Receiver {
        NONE(""),
        FILE(", with a log file"),
        LOG(", with the default limit of the log"),
        CONSUMER(", lines passed to a consumer");

        private final String text;

        Receiver(String text) {
            this.text = text;
        }
    }

    @Override
    public void run(Yardstick c, Table table) {
        int each = MIB / writers;
        double bytes = (double) each * (1 << 20) * writers;
        Cost before = Cost.afterCollection();
        for (int round = -1; round < ROUNDS; round++) {
            long cNanos = c.round("output", writers, each).get(0)[0];
            Cost began = Cost.now();
            long nanos = round(c, each);
            double cpuNanos = Cost.now().cpuNanos() - began.cpuNanos();
            if (round >= 0) {
                cRate.add(bytes / MEGA / (cNanos / 1e9));
                rate.add(bytes / MEGA / (nanos / 1e9));
                cpu.add(cpuNanos / (bytes / (1 << 30)) / 1e9);
            }
        }
        String what = "output of " + (writers == 1 ? "one writer" : writers + " writers")
                + receiver.text;
        table.atLeast(target, what, rate.median(), cRate.median());
        table.note("  lines missing in all rounds", Long.toString(lost));
        table.note("  CPU of the JVM for a GiB", Table.text("%.2f s", cpu.median()));
        table.note("  heap before and after", Table.text("%d, %d MiB", before.heapBytes() >> 20,
                Cost.afterCollection().heapBytes() >> 20));
    }

    private long round(Yardstick c, int mib) {
        try (Ours ours = ours()) {
            CountDownLatch gone = new CountDownLatch(writers);
            long began = System.nanoTime();
            for (int i = 0; i < writers; i++) {
                ours.start("p" + i, new Countdown(gone), c.child("write", Integer.toString(mib)));
            }
            if (!gone.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the writers are still writing");
            }
            long nanos = System.nanoTime() - began;
            long lines = 1 + (long) mib * (1 << 20) / LINE;
            for (int i = 0; i < writers; i++) {
                lost += lines - ours.lines("p" + i);
            }
            return nanos;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Ours ours() {
        return switch (receiver) {
            case NONE -> new Ours();
            case FILE -> new Ours().writingFiles();
            case LOG -> new Ours().listening(new Limited());
            case CONSUMER -> new Ours().listening(line -> {
            });
        };
    }

    /** A log that takes as many lines as the log of the application by default, and forgets them. */
    private record Limited() implements LineLog {

        @Override
        public void line(LogLine line) {
            // Writing the line is the work of the application.
        }

        @Override
        public int rateLimit(String processId) {
            return 1_000;
        }
    }

    private record Countdown(CountDownLatch open) implements ProcessRunner.Listener {

        @Override
        public void started(long pid) {
            // Only the end is measured.
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            // Only the end is measured.
        }

        @Override
        public void gone() {
            open.countDown();
        }

        @Override
        public void notKilled(List<String> survivors) {
            throw new IllegalStateException("not killed: " + survivors);
        }
    }
}
