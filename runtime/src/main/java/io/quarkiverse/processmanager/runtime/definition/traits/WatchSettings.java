package io.quarkiverse.processmanager.runtime.definition.traits;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.processmanager.WatchPolicy;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The record behind {@link WatchPolicy}. */
public record WatchSettings(List<String> patterns, Action action, String signal, Duration debounce, boolean cascade)
        implements
            WatchPolicy {

    /** The defaults. 300 ms are more than the pauses within one save of an editor, and less than a developer notices. */
    public static final WatchSettings NONE = new WatchSettings(List.of(), Action.RESTART, "", Duration.ofMillis(300), false);

    public WatchSettings {
        patterns = List.copyOf(patterns);
    }

    /** The action as a property has it: {@code restart}, {@code rerun} or {@code signal:HUP}. */
    public static String actionText(WatchPolicy policy) {
        return SettingText.of(policy.action()) + (policy.action() == Action.SIGNAL ? ":" + policy.signal() : "");
    }

    /** The settings of which there is a value; not for parsing. */
    @Override
    public String toString() {
        return "WatchPolicy[" + SettingText.list("watch", patterns, "action", actionText(this), "debounce", debounce, "cascade",
                cascade) + "]";
    }
}
