package io.quarkiverse.processmanager.deployment.console;

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
     * Runs an action before the console takes a new size, another one after that, and a third one before the console closes. The
     * console replaces its handlers at each change of the size, so this installs them again.
     */
    void listen(Runnable beforeResize, Runnable afterResize, Runnable beforeClose) {
        Connection connection = quarkus.connection();
        var resize = connection.getSizeHandler();
        var close = connection.getCloseHandler();
        connection.setSizeHandler(changed -> {
            beforeResize.run();
            if (resize != null) {
                resize.accept(changed);
            }
            listen(beforeResize, afterResize, beforeClose);
            afterResize.run();
        });
        connection.setCloseHandler(nothing -> {
            beforeClose.run();
            if (close != null) {
                close.accept(nothing);
            }
        });
    }
}
