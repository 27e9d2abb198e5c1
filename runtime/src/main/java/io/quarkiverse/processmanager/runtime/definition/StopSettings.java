package io.quarkiverse.processmanager.runtime.definition;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.processmanager.StopPolicy;

/** The value of {@link StopPolicy}. */
public record StopSettings(String signal, Duration timeout, List<String> command, Leftovers leftovers) implements StopPolicy {

    /** SIGTERM and ten seconds, as Docker and most services of systemd. */
    public static final StopSettings DEFAULT = new StopSettings("TERM", Duration.ofSeconds(10), List.of(), Leftovers.STOP);

    public StopSettings {
        command = List.copyOf(command);
    }
}
