package io.quarkiverse.processmanager.runtime.process.spawn;

import java.util.List;

/**
 * What runs in a process before its own program, and in which way the process is started.
 *
 * @param words the words of the {@link StartChain} before those of the command
 * @param direct whether the native way starts the process, and not the JDK
 */
public record Starter(List<String> words, boolean direct) {

    public Starter {
        words = List.copyOf(words);
    }

    /** Whether the process needs a session that no program of the chain makes. */
    boolean needsSession() {
        return direct && words.isEmpty();
    }
}
