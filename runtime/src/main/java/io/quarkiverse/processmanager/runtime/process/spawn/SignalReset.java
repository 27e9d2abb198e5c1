package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Gives processes all signals as they should be. A JVM that was started by nohup, or with an ampersand by a script, ignores
 * some and passes that on, and that of JDK 17 passes on that QUIT is blocked: a process could not be asked to end by them.
 * <p>
 * Asks one child what it has got, since that depends on the JDK, before the first start. Safe for use by several threads.
 */
final class SignalReset {

    private Optional<List<String>> words = Optional.empty();

    /** What goes before a command; nothing if nothing is wrong, or if the env of this machine cannot mend it. */
    synchronized List<String> words() {
        if (words.isEmpty()) {
            try {
                words = Optional.of(find());
            } catch (IOException e) {
                // The start itself will fail in the same way, and the next one asks again.
                return List.of();
            }
        }
        return words.get();
    }

    private static List<String> find() throws IOException {
        // Behind an equals sign in its own name env would not see a program.
        Optional<Path> env = SystemTools.find("env").filter(file -> file.toString().indexOf('=') < 0);
        return env.isPresent() && isNeeded(env.get().toString()) ? List.of(env.get().toString(), "--default-signal")
                : List.of();
    }

    /** The env that can list the signals that are not as they should be is also the one that can reset them. */
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
