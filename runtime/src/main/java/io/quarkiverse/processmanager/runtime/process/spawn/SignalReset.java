package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.HelperCommand;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;

/**
 * Resets the signals of processes to their defaults. A JVM that was started by {@code nohup}, or in the background by a script,
 * ignores some signals, and its children inherit that. Children of JDK 17 inherit a blocked QUIT. Such signals would not stop a
 * process.
 * <p>
 * What children inherit depends on the JDK. One test child lists it before the first start. Safe for use by several threads.
 */
final class SignalReset {

    private Optional<List<String>> words = Optional.empty();

    /** The words before a command. Empty if no signal needs a reset, or if the {@code env} of this machine cannot reset. */
    synchronized List<String> words() {
        if (words.isEmpty()) {
            try {
                words = Optional.of(find());
            } catch (IOException e) {
                // The start fails for the same reason, and the next start runs the test child again.
                return List.of();
            }
        }
        return words.get();
    }

    private static List<String> find() throws IOException {
        // env would take its own path with an equals sign for a variable.
        Optional<Path> env = SystemTools.find("env").filter(file -> file.toString().indexOf('=') < 0);
        return env.isPresent() && isNeeded(env.get().toString()) ? List.of(env.get().toString(), "--default-signal")
                : List.of();
    }

    /** Whether a child inherits changed signals. An {@code env} that can list them can also reset them. */
    private static boolean isNeeded(String env) throws IOException {
        try {
            // sh writes nothing itself, so that all output is the list.
            HelperCommand.Answer answer = new HelperCommand(List.of(env, "--list-signal-handling", "/bin/sh", "-c", ":"))
                    .withErrorOutput().read();
            return answer.exitCode() == 0 && !answer.output().isEmpty();
        } catch (TimeoutException e) {
            return false;
        }
    }
}
