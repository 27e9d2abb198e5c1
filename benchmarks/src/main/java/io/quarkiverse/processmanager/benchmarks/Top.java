package io.quarkiverse.processmanager.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import io.quarkiverse.processmanager.ProcessDefinition;

/**
 * The command line in a terminal: how soon the monitor answers a key while two processes write lines, what it costs at rest, and how
 * soon it is there.
 */
final class Top implements Benchmark {

    private static final int KEYS = 200;
    private static final int STARTS = 10;
    private static final int LINES_PER_SECOND = 5_000;
    private static final int REST_SECONDS = 30;
    private static final int QUIET = 10;
    private static final double KEY_MILLIS = 50;
    private static final double CPU_PERCENT = 1;
    /** No line and no other id has these letters. */
    private static final List<String> IDS = List.of("wwww", "zzzz");

    @Override
    public void run(Yardstick c, Table table) {
        try (Ours ours = with(2, i -> ProcessDefinition.builder(IDS.get(i))
                .command(c.child("lines", Integer.toString(LINES_PER_SECOND))).build())) {
            List<long[]> nanos = c.terminal(top("keys", KEYS, IDS.get(0), IDS.get(1)));
            Samples keys = samples(nanos.subList(KEYS / 10, KEYS));
            table.atMostMillis(KEY_MILLIS, "key until the screen shows it, median", keys.median());
            table.atMostMillis(KEY_MILLIS, "key until the screen shows it, p99", keys.quantile(0.99));
            table.note("  CPU of the monitor meanwhile", percent(nanos.get(KEYS)[0], 10));
        }
        try (Ours ours = with(QUIET, i -> ProcessDefinition.builder("quiet" + i).command(c.child("sleep")).build())) {
            long idle = c.terminal(top("idle", REST_SECONDS, "quiet9")).get(0)[0];
            table.atMostPercent(CPU_PERCENT, "CPU of the monitor at rest, " + QUIET + " processes",
                    idle / 1e7 / REST_SECONDS);
            table.note("start of the monitor until the screen shows all, median",
                    millis(samples(c.terminal(top("start", STARTS, "quiet9")))));
            table.note("start and end of 'ps', median", millis(ps()));
        }
    }

    /** Processes, and the socket of their application. */
    private static Ours with(int count, IntFunction<ProcessDefinition> definition) {
        Ours ours = new Ours().listening();
        ours.run(Ours.times(count, definition));
        ours.await(count, "started");
        ours.opensSocket();
        return ours;
    }

    private static List<String> top(Object... arguments) {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        words.addAll(client("top"));
        return words;
    }

    private static List<String> client(String command) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-jar",
                System.getProperty("client"), command, "--pid", Long.toString(ProcessHandle.current().pid()));
    }

    private static Samples ps() {
        Samples samples = new Samples();
        for (int i = 0; i < STARTS; i++) {
            long began = System.nanoTime();
            try {
                Process process = new ProcessBuilder(client("ps")).redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("'ps' has ended with " + process.exitValue());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            samples.addNanos(System.nanoTime() - began);
        }
        return samples;
    }

    private static Samples samples(List<long[]> nanos) {
        Samples samples = new Samples();
        nanos.forEach(one -> samples.addNanos(one[0]));
        return samples;
    }

    private static String millis(Samples samples) {
        return Table.text("%.0f ms", samples.median());
    }

    private static String percent(long cpuNanos, int seconds) {
        return Table.text("%.1f %%", cpuNanos / 1e7 / seconds);
    }
}
