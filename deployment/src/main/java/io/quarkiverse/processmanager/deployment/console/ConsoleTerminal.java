package io.quarkiverse.processmanager.deployment.console;

import java.util.concurrent.atomic.AtomicBoolean;

import org.aesh.terminal.Connection;

/** The terminal of dev mode as the status line needs it. Safe for use by several threads. */
record ConsoleTerminal(QuarkusTerminal quarkus) implements Window {

    @Override
    public int width() {
        return quarkus.size().getWidth();
    }

    @Override
    public int height() {
        return quarkus.size().getHeight();
    }

    @Override
    public boolean isCovered() {
        return quarkus.isPaused();
    }

    boolean isUnicode() {
        return quarkus.charset().newEncoder().canEncode('●');
    }

    /**
     * Runs an action before the console takes a new size, another one after that, and a third one before the console closes. While a
     * user drags the border of the window, several threads do so at the same time.
     */
    void listen(Runnable beforeResize, Runnable afterResize, Runnable beforeClose) {
        Connection connection = quarkus.connection();
        var close = connection.getCloseHandler();
        AtomicBoolean closing = new AtomicBoolean();
        connection.setSizeHandler(changed -> {
            beforeResize.run();
            quarkus.takeSize(!closing.get());
            afterResize.run();
        });
        connection.setCloseHandler(nothing -> {
            closing.set(true);
            beforeClose.run();
            if (close != null) {
                close.accept(nothing);
            }
        });
    }
}
