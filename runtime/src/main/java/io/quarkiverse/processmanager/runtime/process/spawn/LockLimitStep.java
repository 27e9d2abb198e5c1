package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The step of a {@link StartChain} in which a process sets the limit of file locks that marks its tree. A system that does not
 * permit the limit executes the command without it. Safe for use by several threads.
 */
final class LockLimitStep {

    private static final String TITLE = "Max file locks ";

    private Optional<Boolean> possible = Optional.empty();

    /** The words before a command whose environment has variables with these names. */
    synchronized List<String> words(OptionalLong limit, Set<String> variables) {
        if (possible.isEmpty()) {
            possible = Optional.of(isPossible());
        }
        return limit.isPresent() && possible.get()
                ? Trampoline.LOCK_LIMIT.words(Long.toString(limit.getAsLong()), variables)
                : List.of();
    }

    /** Whether this JVM, and so each of its children, has no hard limit, which could be lower. Only Linux has this file. */
    private static boolean isPossible() {
        try {
            return Files.readAllLines(Path.of("/proc/self/limits"), StandardCharsets.ISO_8859_1).stream()
                    .anyMatch(line -> line.startsWith(TITLE) && line.split(" {2,}")[2].equals("unlimited"));
        } catch (IOException e) {
            return false;
        }
    }
}
