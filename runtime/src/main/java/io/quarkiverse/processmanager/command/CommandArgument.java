package io.quarkiverse.processmanager.command;

import java.util.List;
import java.util.Optional;

/** An argument of a {@link ProcessCommand}, whose value a user or the caller gives for each run. Immutable. */
public interface CommandArgument {

    /** The name from {@code commands."reset".args."name"}. Its placeholder is the name in braces. */
    String name();

    /** The title in the form of the Dev UI and in lists (default: the name). */
    String title();

    /** The value of a run that gives none. */
    Optional<String> defaultValue();

    /** The only values that are allowed (default: empty, which means each value). */
    List<String> choices();

    /** Whether a run needs a value (default: true, but false for an argument with a default). */
    boolean required();

    /** Whether the value is masked in all views and messages, and hidden while it is typed (default: false). */
    boolean secret();

    /** The regular expression that the whole value must match. */
    Optional<String> pattern();

    /** The environment variable in which the command receives the value (default: {@code ARG_TABLE} for {@code table}). */
    String variable();
}
