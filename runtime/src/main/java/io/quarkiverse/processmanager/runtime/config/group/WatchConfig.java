package io.quarkiverse.processmanager.runtime.config.group;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.WatchBuilder;
import io.quarkiverse.processmanager.WatchPolicy.Action;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithParentName;

/** The files of one process whose change has an effect. */
@ConfigGroup
public interface WatchConfig {

    /**
     * The files whose change restarts the process, as patterns separated by commas: <code>src/python/**&#47;*.py,settings.toml</code>. A
     * relative pattern starts at the directory of the process, {@code cwd}. A pattern without wildcards is a file, or a directory
     * with all files below it; <code>**</code> stands for any directories; a pattern that begins with {@code !} excludes files.
     * What version control, build tools and editors write does not count: {@code .git}, {@code target}, {@code node_modules} and
     * swap files, unless a pattern names such a directory before its first wildcard. A change also starts a process that has
     * failed. A process that was stopped by a command stays stopped.
     */
    @WithParentName
    Optional<List<String>> patterns();

    /**
     * What a change of a watched file does. {@code restart} restarts the process. {@code signal:HUP} sends the signal to the
     * process. {@code rerun} starts the process again when its run has ended. A process that has failed or completed starts in each
     * case.
     */
    @ConfigDocDefault("restart")
    Optional<String> action();

    /**
     * How long no further change must follow until the action, so that a save, a build or a {@code git checkout} is one change.
     */
    @ConfigDocDefault("300ms")
    Optional<Duration> debounce();

    /**
     * Whether the running processes that depend on this one restart, too, when a change restarts this one.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> cascade();

    /** @param refuse receives the setting and the end of a sentence about it */
    static void apply(WatchConfig config, WatchBuilder builder, BiConsumer<String, String> refuse) {
        config.action().ifPresent(text -> action(text.strip(), builder, refuse));
        config.debounce().ifPresent(builder::debounce);
        config.cascade().ifPresent(builder::cascade);
    }

    private static void action(String text, WatchBuilder builder, BiConsumer<String, String> refuse) {
        String lower = text.toLowerCase(Locale.ROOT);
        switch (lower) {
            case "restart" -> builder.action(Action.RESTART);
            case "rerun" -> builder.action(Action.RERUN);
            default -> {
                if (lower.startsWith("signal:")) {
                    builder.signal(text.substring("signal:".length()).strip());
                } else {
                    refuse.accept("watch.action", "'" + text + "' is not restart, rerun or signal:NAME, such as signal:HUP");
                }
            }
        }
    }
}
