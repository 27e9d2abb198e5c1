package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;
import io.quarkiverse.processmanager.runtime.definition.text.ShellScript;

/** The keys below {@code stop}: how the engine stops a process. */
public final class StopBuilder {

    private final PatternDefaults defaults;
    private String signal = StopSettings.DEFAULT.signal();
    private Duration timeout = StopSettings.DEFAULT.timeout();
    private List<String> command = StopSettings.DEFAULT.command();
    private boolean shell;
    private Optional<StopPolicy.Scope> scope = Optional.empty();

    StopBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** The stop signal, with or without {@code SIG} (default: {@code TERM}). */
    public StopBuilder signal(String signal) {
        String upper = signal.toUpperCase(Locale.ROOT);
        this.signal = defaults.set("stop.signal", upper.startsWith("SIG") ? upper.substring(3) : upper);
        return this;
    }

    /** The grace period of the whole process tree (default: 10 s). The engine kills the processes that are alive after it. */
    public StopBuilder timeout(Duration timeout) {
        this.timeout = defaults.set("stop.timeout", timeout);
        return this;
    }

    /** A command that stops the process: a program and its arguments, each passed unchanged (default: none). */
    public StopBuilder command(String... words) {
        this.command = defaults.set("stop.command", List.of(words), String.join(" ", words));
        return this;
    }

    /** Which processes of the tree receive the stop signal first (default: {@code TREE} with an npm script, else {@code ROOT}). */
    public StopBuilder scope(StopPolicy.Scope scope) {
        this.scope = Optional.of(defaults.set("stop.scope", scope));
        return this;
    }

    /** Whether the first word of the command is a script for {@code sh -c} (default: false). */
    public StopBuilder shell(boolean shell) {
        this.shell = defaults.set("stop.shell", shell);
        return this;
    }

    /**
     * Makes the settings.
     *
     * @param wrapped whether the root of the tree is a package manager, which can keep the signal from the program
     */
    StopSettings build(StopPolicy.Leftovers leftovers, boolean wrapped) {
        List<String> words = shell && !command.isEmpty() ? ShellScript.words(command) : command;
        return new StopSettings(signal, timeout, words,
                scope.orElse(wrapped ? StopPolicy.Scope.TREE : StopSettings.DEFAULT.scope()), leftovers);
    }
}
