package io.quarkiverse.processmanager;

import java.util.Optional;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;
import io.quarkiverse.processmanager.runtime.definition.terminal.TerminalCheck;

/** The keys below {@code tty}: the terminal of a process that has one. */
public final class TerminalBuilder {

    private final PatternDefaults defaults;
    private int columns = TerminalSize.DEFAULT.columns();
    private int rows = TerminalSize.DEFAULT.rows();

    TerminalBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** The width in characters when the process starts (default: 120). */
    public TerminalBuilder columns(int columns) {
        this.columns = defaults.set("tty.columns", columns);
        return this;
    }

    /** The height in lines when the process starts (default: 30). */
    public TerminalBuilder rows(int rows) {
        this.rows = defaults.set("tty.rows", rows);
        return this;
    }

    Optional<TerminalSize> build(boolean tty, BiConsumer<String, String> problems) {
        TerminalSize size = new TerminalSize(columns, rows);
        TerminalCheck.check(size, tty, problems);
        return tty ? Optional.of(size) : Optional.empty();
    }
}
