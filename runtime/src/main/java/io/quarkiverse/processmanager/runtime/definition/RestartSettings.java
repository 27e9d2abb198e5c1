package io.quarkiverse.processmanager.runtime.definition;

import java.time.Duration;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/**
 * The record behind {@link RestartPolicy}.
 *
 * @param explicit whether {@code restart.policy} or {@code restart.max} is set; without them a task does not restart
 */
public record RestartSettings(Mode mode, Duration delay, double backoff, Duration maxDelay, double jitter,
        OptionalInt max, Duration resetAfter, boolean explicit) implements RestartPolicy {

    /** The text of {@link #max()} without a limit. */
    public static final String UNLIMITED = "unlimited";

    public static final RestartSettings DEFAULT = new RestartSettings(Mode.ON_FAILURE, Duration.ofMillis(500), 2,
            Duration.ofSeconds(30), 0.1, OptionalInt.of(5), Duration.ofSeconds(10), false);

    /** Whether the policy is that of a task without a policy of its own. */
    public static boolean isOfTask(RestartPolicy policy) {
        return policy.mode() == Mode.NEVER && policy instanceof RestartSettings settings && !settings.explicit;
    }

    /** The policy of a task: what is explicit, else no restart. A second try of a task can do its work twice. */
    static RestartPolicy ofTask(RestartPolicy policy) {
        return policy instanceof RestartSettings settings && !settings.explicit
                ? new RestartSettings(Mode.NEVER, settings.delay, settings.backoff, settings.maxDelay, settings.jitter,
                        settings.max, settings.resetAfter, false)
                : policy;
    }

    /** The settings of which there is a value; not for parsing. */
    @Override
    public String toString() {
        return "RestartPolicy[" + SettingText.list("policy", mode, "delay", delay, "backoff", backoff, "max-delay", maxDelay,
                "jitter", jitter, "max", max.isPresent() ? max : UNLIMITED, "reset-after", resetAfter) + "]";
    }
}
