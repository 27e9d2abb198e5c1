package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Gives processes all signals as they should be. A JVM that was started by nohup, or with an ampersand by a script, ignores
 * some and passes that on, and that of JDK 17 passes on that QUIT is blocked: a process could not be asked to end by them.
 * <p>
 * Asks one child what it has got, since that depends on the JDK, before the first start. Safe for use by several threads.
 */
final class SignalReset {

    private static final long ANSWER_SECONDS = 5;

    private Optional<List<String>> words = Optional.empty();

    /** What goes before a command; nothing if nothing is wrong, or if the env of this machine cannot mend it. */
    synchronized List<String> words() {
        if (words.isEmpty()) {
            try {
                words = Optional.of(find());
            } catch (IOException e) {
                // The start itself will fail in the same way, and the next one asks again.
                return List.of();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            }
        }
        return words.get();
    }

    private static List<String> find() throws IOException, InterruptedException {
        // Behind an equals sign in its own name env would not see a program.
        Optional<Path> env = SystemTools.find("env").filter(file -> file.toString().indexOf('=') < 0);
        return env.isPresent() && isNeeded(env.get().toString()) ? List.of(env.get().toString(), "--default-signal")
                : List.of();
    }

    /** The env that can list the signals that are not as they should be is also the one that can reset them. */
    private static boolean isNeeded(String env) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(env, "--list-signal-handling", "/bin/sh", "-c", ":")
                .redirectOutput(Redirect.DISCARD).start();
        try (InputStream list = process.getErrorStream()) {
            boolean listed = list.read() >= 0;
            return process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 && listed;
        } finally {
            process.destroyForcibly();
        }
    }
}
