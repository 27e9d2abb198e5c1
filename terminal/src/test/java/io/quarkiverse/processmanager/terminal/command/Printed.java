package io.quarkiverse.processmanager.terminal.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a command prints. */
final class Printed implements Output {

    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<String> errors = new CopyOnWriteArrayList<>();
    volatile boolean closed;

    @Override
    public void line(String text) {
        lines.add(text);
    }

    @Override
    public void error(String text) {
        errors.add(text);
    }

    @Override
    public void flush() {
    }

    @Override
    public boolean isClosed() {
        return closed;
    }
}
