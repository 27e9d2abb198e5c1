package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;
import io.quarkiverse.processmanager.runtime.definition.traits.WatchSettings;
import io.smallrye.common.annotation.Experimental;

/** The keys below {@code watch}: what a change of a watched file does. */
@Experimental("The builder may get further settings")
public final class WatchBuilder {

    private final PatternDefaults defaults;
    private List<String> patterns = WatchSettings.NONE.patterns();
    private WatchPolicy.Action action = WatchSettings.NONE.action();
    private String signal = WatchSettings.NONE.signal();
    private Duration debounce = WatchSettings.NONE.debounce();
    private boolean cascade = WatchSettings.NONE.cascade();

    WatchBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    WatchBuilder patterns(String... patterns) {
        this.patterns = defaults.set("watch", List.of(patterns));
        return this;
    }

    /** What a change does (default: {@code RESTART}). {@link #signal(String)} names the signal of {@code SIGNAL}. */
    public WatchBuilder action(WatchPolicy.Action action) {
        this.action = defaults.set("watch.action", action);
        return this;
    }

    /** Sends a signal, with or without {@code SIG}, for each change: {@code watch.action=signal:HUP}. */
    public WatchBuilder signal(String signal) {
        String upper = signal.toUpperCase(Locale.ROOT);
        this.action = WatchPolicy.Action.SIGNAL;
        this.signal = upper.startsWith("SIG") ? upper.substring(3) : upper;
        defaults.set("watch.action", "signal:" + this.signal);
        return this;
    }

    /** How long no further change must follow until the action (default: 300 ms). */
    public WatchBuilder debounce(Duration debounce) {
        this.debounce = defaults.set("watch.debounce", debounce);
        return this;
    }

    /** Whether the dependents restart, too, when a change restarts this process (default: false). */
    public WatchBuilder cascade(boolean cascade) {
        this.cascade = defaults.set("watch.cascade", cascade);
        return this;
    }

    WatchSettings build() {
        return new WatchSettings(patterns, action, signal, debounce, cascade);
    }
}
