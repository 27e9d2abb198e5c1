package io.quarkiverse.processmanager.deployment.console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.tamboui.terminal.Backend;
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

    private final Supplier<QuarkusConsole> console;
    private final Map<String, String> environment;
    private final Application application;
    private final Views views;
    private final AtomicReference<BorrowedTerminal> open = new AtomicReference<>();

    /** What the monitor shows. */
    interface Views {

        /**
         * Shows the full screen, and returns when the user closes it or the backend has no more keys.
         *
         * @param charset what the terminal can show
         */
        void fullScreen(Backend backend, Charset charset, Application application) throws Exception;

        /** Prints the list of the processes. */
        void list(Application application, PrintWriter out);
    }

    /** @param environment the variables that describe the terminal */
    ConsoleMonitor(Supplier<QuarkusConsole> console, Map<String, String> environment, Application application, Views views) {
        this.console = console;
        this.environment = environment;
        this.application = application;
        this.views = views;
    }

    /** Opens the monitor. Returns at once; from then on the keys go to the monitor. */
    void open() {
        show();
    }

    /** Opens the monitor and waits until it is closed. */
    void openAndAwait() throws InterruptedException {
        show().join();
    }

    /** The keys of the open monitor; empty if it is closed. */
    Optional<TypedKeys> keys() {
        return Optional.ofNullable(open.get()).map(BorrowedTerminal::keys);
    }

    private synchronized Thread show() {
        Optional<BorrowedTerminal> terminal = borrow();
        terminal.ifPresent(open::set);
        Thread thread = new Thread(() -> terminal.ifPresentOrElse(this::fullScreen, this::list), "process-manager-monitor");
        thread.setDaemon(true);
        thread.setContextClassLoader(ConsoleMonitor.class.getClassLoader());
        thread.start();
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
        try (terminal) {
            views.fullScreen(new ConnectionBackend(terminal), terminal.charset(), application);
        } catch (Failure e) {
            terminal.close();
            LOG.warnf("The monitor has closed: %s", e.getMessage());
        } catch (Exception e) {
            terminal.close();
            LOG.warn("The monitor has closed because of a failure", e);
        } finally {
            open.set(null);
        }
    }

    private void list() {
        StringWriter text = new StringWriter();
        try {
            views.list(application, new PrintWriter(text));
        } catch (Failure e) {
            text.append(e.getMessage()).append('\n');
        }
        System.out.print(text);
    }
}
