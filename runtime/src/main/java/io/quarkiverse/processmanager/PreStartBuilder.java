package io.quarkiverse.processmanager;

import java.util.List;

import io.quarkiverse.processmanager.runtime.definition.StartSettings;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;
import io.quarkiverse.processmanager.runtime.definition.text.ShellScript;

/** The keys below {@code pre-start}: the command that runs before each start of a process. */
public final class PreStartBuilder {

    private final PatternDefaults defaults;
    private List<String> command = StartSettings.DEFAULT.preStart();
    private boolean shell;

    PreStartBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** The program and its arguments, each passed unchanged (default: none), see {@link StartPolicy#preStart()}. */
    public PreStartBuilder command(String... words) {
        this.command = defaults.set("pre-start.command", List.of(words), String.join(" ", words));
        return this;
    }

    /** Whether the first word of the command is a script for {@code sh -c} (default: false). */
    public PreStartBuilder shell(boolean shell) {
        this.shell = defaults.set("pre-start.shell", shell);
        return this;
    }

    List<String> build() {
        return shell && !command.isEmpty() ? ShellScript.words(command) : command;
    }
}
