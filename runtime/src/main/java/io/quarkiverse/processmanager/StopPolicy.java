package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.List;

/**
 * How a process and everything that it started are asked to end.
 *
 * @param signal the name of the signal, without {@code SIG}
 * @param timeout the grace of the whole tree; what is alive after it is killed
 * @param command the words of a command that asks the process to end; it runs in the directory and with the environment of the
 *        process, and the signal follows when it has ended. Empty means the signal alone
 */
public record StopPolicy(String signal, Duration timeout, List<String> command) {

    /** SIGTERM and ten seconds, as Docker and systemd's services mostly do. */
    public static final StopPolicy DEFAULT = new StopPolicy("TERM", Duration.ofSeconds(10), List.of());

    public StopPolicy {
        command = List.copyOf(command);
    }
}
