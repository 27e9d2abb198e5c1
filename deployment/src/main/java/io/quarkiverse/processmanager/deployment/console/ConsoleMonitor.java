package io.quarkiverse.processmanager.deployment.console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.tamboui.terminal.Backend;
import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.monitor.MonitorOptions;
import io.quarkus.deployment.console.AeshConsole;
import io.quarkus.dev.console.QuarkusConsole;

/**
 * Opens the monitor of the processes in the terminal of dev mode, one at a time. Where the terminal or the console of this
 * version of Quarkus has no full screen, it prints the list of the processes instead. It has a thread only while the monitor is
 * open.
 */
final class ConsoleMonitor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private static final long JUST_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<QuarkusConsole> console;
    private final Map<String, String> environment;
    private final Application application;
    private final Views views;
    private final AtomicReference<BorrowedTerminal> open = new AtomicReference<>();
    private volatile long closed = SystemClock.nanos() - JUST_NANOS;

    /** What the monitor shows. */
    interface Views {

        /**
         * Shows the full screen, and returns when the user closes it or the backend has no more keys.
         *
         * @param charset what the terminal can show
         */
        void fullScreen(Backend backend, Charset charset, Application application) throws Exception;

        /**
         * Prints the list of the processes.
         *
         * @param width the number of characters that a line can have
         */
        void list(Application application, int width, PrintWriter out);
    }

    /** @param environment the variables that describe the terminal */
    ConsoleMonitor(Supplier<QuarkusConsole> console, Map<String, String> environment, Application application, Views views) {
        this.console = console;
        this.environment = environment;
        this.application = application;
        this.views = views;
    }

    /** Opens the monitor, or prints the list. Returns at once; from then on the keys go to the monitor. */
    void open() {
        show().ifPresentOrElse(Thread::start, () -> thread(this::list).start());
    }

    /** Opens the monitor and waits until it is closed. Returns false if there is no full screen. */
    boolean openAndAwait() throws InterruptedException {
        Optional<Thread> shown = show();
        if (shown.isPresent()) {
            shown.get().start();
            shown.get().join();
        }
        return shown.isPresent();
    }

    /** Whether the monitor has closed so recently that the user may not have seen it. */
    boolean hasJustClosed() {
        return SystemClock.nanos() - closed < JUST_NANOS;
    }

    /** The keys of the open monitor; empty if it is closed. */
    Optional<TypedKeys> keys() {
        return Optional.ofNullable(open.get()).map(BorrowedTerminal::keys);
    }

    /** The thread that shows the full screen. Waits while the terminal of an earlier one is being given back. */
    private synchronized Optional<Thread> show() {
        Optional<BorrowedTerminal> terminal = borrow();
        terminal.ifPresent(open::set);
        return terminal.map(borrowed -> thread(() -> fullScreen(borrowed)));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "process-manager-monitor");
        thread.setDaemon(true);
        thread.setContextClassLoader(ConsoleMonitor.class.getClassLoader());
        return thread;
    }

    private Optional<BorrowedTerminal> borrow() {
        if (open.get() != null || !(console.get() instanceof AeshConsole aesh) || !MonitorOptions.isPossible(environment)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BorrowedTerminal(new QuarkusTerminal(aesh)));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debugf(e, "The console of this version of Quarkus has no full screen");
            return Optional.empty();
        }
    }

    private void fullScreen(BorrowedTerminal terminal) {
        try {
            views.fullScreen(new ConnectionBackend(terminal), terminal.charset(), application);
            end(terminal);
        } catch (Exception e) {
            end(terminal);
            LOG.warnf(e instanceof Failure ? null : e, "The monitor has closed because of a failure: %s", e.getMessage());
        }
    }

    private synchronized void end(BorrowedTerminal terminal) {
        terminal.close();
        closed = SystemClock.nanos();
        open.set(null);
    }

    private int width() {
        try {
            int width = console.get() instanceof AeshConsole aesh ? new QuarkusTerminal(aesh).size().getWidth() : 0;
            return width > 0 ? width : Integer.MAX_VALUE;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Integer.MAX_VALUE;
        }
    }

    private void list() {
        StringWriter text = new StringWriter();
        try {
            views.list(application, width(), new PrintWriter(text));
        } catch (Failure e) {
            text.append(e.getMessage()).append('\n');
        }
        System.out.print(text);
    }
}
