package io.quarkiverse.processmanager;

import java.util.Optional;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.runtime.definition.check.CheckInference;
import io.quarkiverse.processmanager.runtime.definition.listen.Listening;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/**
 * The keys below {@code liveness}: a second check, which restarts a process that no longer works. Set one kind of check:
 * {@link #probe}, {@link #url}, {@link #path}, {@link #port}, {@link #command}, {@link #file} or {@link #grpc}. The check
 * begins when the process is ready.
 */
public final class LivenessBuilder extends CheckBuilder<LivenessBuilder> {

    LivenessBuilder(PatternDefaults defaults) {
        super("liveness", defaults);
    }

    @Override
    LivenessBuilder self() {
        return this;
    }

    Optional<ProcessCheck> build(Listening process, BiConsumer<String, String> problems) {
        return CheckInference.liveness(inputs, process, problems);
    }
}
