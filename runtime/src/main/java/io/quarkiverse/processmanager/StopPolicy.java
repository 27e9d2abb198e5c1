package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.List;

/**
 * How a process and everything that it started are asked to end.
 *
 * @param signal the name of the signal, without {@code SIG}: {@code INT}, {@code RTMIN+3}
 * @param timeout the grace of the whole tree; what is alive after it is killed
 * @param command the words of a command that asks the process to end; it runs in the directory, with the environment
 *        and as the user of the process, and the signal follows when it has ended. Empty means the signal alone
 * @param leftovers what happens to what it has started when it ends by itself
 */
public record StopPolicy(String signal, Duration timeout, List<String> command, Leftovers leftovers) {

    /** What happens to the rest of a tree when its root ends by itself. */
    public enum Leftovers {
        /** It is stopped, before anything else happens to the process. */
        STOP,
        /**
         * It runs on until somebody stops or restarts the process, or the application ends. A restart after a crash leaves it
         * alone.
         */
        KEEP
    }

    /** SIGTERM and ten seconds, as Docker and systemd's services mostly do. */
    public static final StopPolicy DEFAULT = new StopPolicy("TERM", Duration.ofSeconds(10), List.of());

    /** With leftovers stopped. */
    public StopPolicy(String signal, Duration timeout, List<String> command) {
        this(signal, timeout, command, Leftovers.STOP);
    }

    public StopPolicy {
        command = List.copyOf(command);
    }

    /** Whether that is the name of a signal, without {@code SIG}. */
    public static boolean isSignal(String name) {
        return StopSignals.isName(name);
    }
}
