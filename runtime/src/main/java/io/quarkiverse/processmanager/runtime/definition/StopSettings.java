package io.quarkiverse.processmanager.runtime.definition;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The record behind {@link StopPolicy}. */
public record StopSettings(String signal, Duration timeout, List<String> command, Scope scope, Leftovers leftovers)
        implements
            StopPolicy {

    /** The defaults. SIGTERM and 10 s are the defaults of Docker; systemd sends SIGTERM by default, too. */
    public static final StopSettings DEFAULT = new StopSettings("TERM", Duration.ofSeconds(10), List.of(), Scope.ROOT,
            Leftovers.STOP);

    public StopSettings {
        command = List.copyOf(command);
    }

    /** The settings of which there is a value; not for parsing. Arguments of the command are left out. */
    @Override
    public String toString() {
        return "StopPolicy["
                + SettingText.list("signal", signal, "timeout", timeout, "command",
                        Secrets.ofTexts().mask(command.stream().limit(1).toList()),
                        "scope", scope, "leftovers", leftovers)
                + "]";
    }
}
