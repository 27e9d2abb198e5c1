package io.quarkiverse.processmanager.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The plain loop around {@link ProcessBuilder}, as a developer writes it in an hour: a thread for each process reads its output
 * and starts it again. Arguments and commands are those of the floor, see {@code c/floor/floor.c}. The loop scans for no children,
 * makes no sessions, and leaves the processes alive when its JVM is killed. It runs alone, or in a Quarkus application, see
 * {@code applications/loop}.
 */
public final class Loop {

    private final Map<String, Planned> plan = new LinkedHashMap<>();
    private final Map<String, LoopProcess> started = new LinkedHashMap<>();
    private final ScheduledExecutorService checks = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "checks");
        thread.setDaemon(true);
        return thread;
    });
    private final Report report;
    private final long graceMillis;
    private final AtomicInteger living = new AtomicInteger();
    private final AtomicLong lines = new AtomicLong();
    private volatile int unwatched;
    private volatile boolean watching;
    private volatile boolean stopping;

    public Loop(Path plan, Path report, long graceMillis) throws IOException {
        this.report = new Report(report);
        this.graceMillis = graceMillis;
        for (String line : Files.readAllLines(plan)) {
            Planned planned = Planned.parse(line);
            this.plan.put(planned.id(), planned);
        }
    }

    /** Arguments: the plan, the report, the grace period in milliseconds. */
    public static void main(String[] arguments) throws IOException {
        Loop loop = new Loop(Path.of(arguments[0]), Path.of(arguments[1]), Long.parseLong(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(loop::stop));
        loop.obey(System.in);
    }

    /** Obeys the commands until their end. */
    public void obey(InputStream input) throws IOException {
        report.write("ready", "-", 0);
        BufferedReader commands = new BufferedReader(new InputStreamReader(input, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            command(line);
        }
    }

    private void command(String line) throws IOException {
        if (line.equals("watch")) {
            unwatched = living.get();
            watching = true;
        } else if (line.equals("heap")) {
            System.gc();
            report.write("heap", "-", Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        } else if (line.startsWith("start ")) {
            String prefix = line.substring("start ".length());
            for (Planned planned : plan.values()) {
                if (planned.id().startsWith(prefix)) {
                    start(planned);
                }
            }
        }
    }

    private void start(Planned planned) throws IOException {
        if (planned.after() != null) {
            awaitPort(plan.get(planned.after()).port());
        }
        living.incrementAndGet();
        LoopProcess process = new LoopProcess(planned, this::ended);
        synchronized (started) {
            started.put(planned.id(), process);
        }
        process.start();
        if (planned.intervalMillis() > 0) {
            checks.scheduleAtFixedRate(() -> connects(planned.port()), 0, planned.intervalMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Returns whether the process starts again. */
    private boolean ended(LoopProcess process) {
        if (watching) {
            report.write("exited", process.planned().id(), 0);
        }
        if (process.planned().restarts() && !stopping) {
            return true;
        }
        lines.addAndGet(process.lines());
        if (living.decrementAndGet() == unwatched && watching) {
            report.write("done", "-", lines.get());
        }
        return false;
    }

    /** Stops all processes, and kills those that are alive after the grace period. Returns when all are dead. */
    public void stop() {
        stopping = true;
        synchronized (started) {
            started.values().forEach(process -> process.current().destroy());
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
            try {
                for (LoopProcess process : started.values()) {
                    process.current().waitFor(Math.max(end - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
                }
                for (LoopProcess process : started.values()) {
                    process.current().destroyForcibly();
                }
                for (LoopProcess process : started.values()) {
                    process.current().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void awaitPort(int port) {
        while (!connects(port)) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean connects(int port) {
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
