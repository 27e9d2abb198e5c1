package io.quarkiverse.processmanager;

import java.util.concurrent.CompletionStage;

import io.smallrye.mutiny.Multi;

/**
 * The pseudo-terminal of a process with {@code tty=true}, for a program that shows it: the other side of the keyboard and the
 * screen. It stays valid over restarts and live reloads. Every method may be called from any thread and returns at once.
 */
public interface ProcessTerminal {

    /**
     * Sends keys as a terminal does: text, {@code "\r"} for the Enter key, {@code "\u0003"} for Ctrl-C, and escape sequences for
     * other keys. Use {@link ManagedProcess#send} for whole lines.
     *
     * @return as for {@link ManagedProcess#send}
     */
    CompletionStage<Void> type(String keys);

    /**
     * Sets the size until the next start of the process, which begins with the size of its definition. The foreground program
     * receives the signal {@code WINCH}. A process that is not alive has no terminal, and the call does nothing.
     *
     * @throws IllegalArgumentException if a number is not between 1 and {@link TerminalSize#MOST}
     */
    void resize(TerminalSize size);

    /**
     * What the process writes to its terminal, as bytes with all control sequences: the last 64 KiB over all its incarnations,
     * then what follows. The stream completes when the application ends. A slow subscriber delays nothing: the oldest bytes are
     * lost for it.
     */
    Multi<byte[]> output();
}
