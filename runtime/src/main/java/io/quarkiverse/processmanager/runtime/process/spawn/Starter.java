package io.quarkiverse.processmanager.runtime.process.spawn;

import java.util.List;
import java.util.OptionalLong;

/**
 * What runs in a process before its own program, and in which way the process is started.
 *
 * @param words the words of the {@link StartChain} before those of the command
 * @param direct whether the native way starts the process, and not the JDK
 * @param lockLimit the soft limit of file locks that the native way sets; empty for none
 */
public record Starter(List<String> words, boolean direct, OptionalLong lockLimit) {

    public Starter {
        words = List.copyOf(words);
    }

    /** A starter without a limit. */
    public Starter(List<String> words, boolean direct) {
        this(words, direct, OptionalLong.empty());
    }

    /** Whether the process needs a session that no program of the chain makes. */
    boolean needsSession() {
        return direct && words.isEmpty();
    }
}
