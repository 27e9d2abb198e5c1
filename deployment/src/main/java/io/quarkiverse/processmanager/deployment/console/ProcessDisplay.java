package io.quarkiverse.processmanager.deployment.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

import io.quarkiverse.processmanager.runtime.program.Json;
import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkus.dev.console.StatusLine;

/**
 * Shows the processes in a line of the terminal, and the progress of a start and of the end in a few lines at the same place. It
 * receives the control of each start of the application, and follows the processes over live reloads. One thread draws, while there
 * is something to draw. Safe for use by several threads.
 */
final class ProcessDisplay implements Function<BiFunction<String, Consumer<String>, Runnable>, BooleanSupplier> {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final StatusLine line;
    private final Window window;
    private final DisplayText texts;
    private final ScheduledThreadPoolExecutor drawing = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "process-manager-status-line");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile String snapshot = "{}";
    private volatile boolean closed;
    private Optional<Watch> watch = Optional.empty();
    private volatile String drawn = "";
    /** Of the thread that draws. */
    private Instant tick = Instant.MAX;

    /** The subscription to one engine. */
    private record Watch(Object control, CountDownLatch over, Runnable cancel) {
    }

    ProcessDisplay(StatusLine line, Window window, DisplayText texts) {
        this.line = line;
        this.window = window;
        this.texts = texts;
        drawing.setKeepAliveTime(5, TimeUnit.SECONDS);
        drawing.allowCoreThreadTimeOut(true);
        drawing.setRemoveOnCancelPolicy(true);
    }

    /** The application starts: follows its processes, unless they belong to the engine that it follows already. */
    @Override
    public synchronized BooleanSupplier apply(BiFunction<String, Consumer<String>, Runnable> control) {
        if (!closed && watch.filter(known -> known.control() == control).isEmpty()) {
            watch.ifPresent(known -> known.cancel().run());
            CountDownLatch over = new CountDownLatch(1);
            Runnable cancel = control.apply(Application.line("watch", Map.of()), received -> receive(received, over));
            watch = Optional.of(new Watch(control, over, cancel));
        }
        return this::isShown;
    }

    private boolean isShown() {
        return !closed && !window.isCovered();
    }

    private void receive(String received, CountDownLatch over) {
        snapshot = received == null ? "{}" : received;
        drawSoon(PAUSE);
        if (received == null) {
            over.countDown();
        }
    }

    /** Draws after that time, unless that is to happen anyway. */
    void drawSoon(Duration delay) {
        if (due.compareAndSet(false, true)) {
            try {
                drawing.schedule(this::draw, delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // The display is closed.
                due.set(false);
            }
        }
    }

    private void draw() {
        due.set(false);
        if (closed) {
            return;
        }
        if (window.isCovered()) {
            // The console would keep each change until the full screen is closed.
            tickIn(TICK);
            return;
        }
        DisplayText.Drawing text = texts.of(rows(), SystemClock.wallTime(), window.width() - 1, window.height());
        if (!text.text().equals(drawn)) {
            drawn = text.text();
            line.setMessage(drawn.isEmpty() ? null : drawn);
        }
        if (text.ticks()) {
            tickIn(TICK);
        }
    }

    private void tickIn(Duration delay) {
        Instant now = SystemClock.wallTime();
        if (tick.isBefore(now) || tick.equals(Instant.MAX)) {
            tick = now.plus(delay);
            drawing.schedule(() -> {
                tick = Instant.MAX;
                draw();
            }, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private List<Members> rows() {
        return Json.parse(snapshot) instanceof Map<?, ?> members ? new Members(members).objects("processes") : List.of();
    }

    /** The terminal is about to take another size, in which the text might not fit. */
    void beforeResize() {
        if (!closed) {
            line.setMessage(null);
            drawn = "";
        }
    }

    void afterResize() {
        drawSoon(Duration.ZERO);
    }

    /** The console closes. While the JVM ends, it stays open until the processes have stopped. */
    void beforeClose() {
        Optional<Watch> last;
        synchronized (this) {
            last = watch;
        }
        if (isJvmEnding() && last.isPresent() && !closed) {
            texts.ends(SystemClock.wallTime());
            drawSoon(Duration.ZERO);
            try {
                last.get().over().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        close();
    }

    private static boolean isJvmEnding() {
        Thread probe = new Thread(() -> {
        });
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Removes the line and follows no processes. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            watch.ifPresent(known -> known.cancel().run());
            watch = Optional.empty();
            drawing.shutdownNow();
            line.close();
        }
    }
}
