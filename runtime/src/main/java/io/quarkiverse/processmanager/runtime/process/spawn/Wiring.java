package io.quarkiverse.processmanager.runtime.process.spawn;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.TerminalSize;

/**
 * What connects a program with this JVM beside its pipes.
 *
 * @param terminal the size of its terminal; empty if it has pipes
 * @param variables the variables with which it finds the socket for its notices
 * @param notice the number of the descriptor for its notices; empty for none
 */
public record Wiring(Optional<TerminalSize> terminal, Map<String, String> variables, OptionalInt notice) {

    /** Nothing but pipes. */
    public static final Wiring NONE = terminal(Optional.empty());

    public Wiring {
        variables = Map.copyOf(variables);
    }

    static Wiring terminal(Optional<TerminalSize> terminal) {
        return new Wiring(terminal, Map.of(), OptionalInt.empty());
    }
}
