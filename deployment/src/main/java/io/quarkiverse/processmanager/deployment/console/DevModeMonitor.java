package io.quarkiverse.processmanager.deployment.console;

import io.quarkus.dev.console.QuarkusConsole;

/** The monitor of the dev mode that this JVM runs. */
final class DevModeMonitor {

    private static final MonitorViews VIEWS = new MonitorViews(System.getenv());
    static final ConsoleMonitor MONITOR = new ConsoleMonitor(() -> QuarkusConsole.INSTANCE, System.getenv(),
            new DevModeApplication(), VIEWS);

    private DevModeMonitor() {
    }

    /** Sets the name of the application. */
    static void title(String name) {
        VIEWS.title(name);
    }

    /** Opens the monitor and waits until it is closed. Returns false if the terminal or the console has no full screen. */
    static boolean openAndAwait() throws InterruptedException {
        return MONITOR.openAndAwait();
    }
}
