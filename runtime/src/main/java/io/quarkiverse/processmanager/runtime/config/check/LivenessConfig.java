package io.quarkiverse.processmanager.runtime.config.check;

import java.util.Optional;

import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.LivenessBuilder;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithParentName;

/** The liveness check of one process. */
@ConfigGroup
public interface LivenessConfig {

    /**
     * The kind of the liveness check: {@code http}, {@code tcp}, {@code command}, {@code file} or {@code grpc}. It follows from
     * the key that is set. Set the kind to choose among several keys, to {@code tcp} to check the {@code port} of the process with
     * a connection, or to {@code none} to switch an inherited check off.
     */
    Optional<CheckType> type();

    /**
     * The kind of the check and its schedule.
     */
    @WithParentName
    CheckConfig check();

    static void apply(LivenessConfig config, LivenessBuilder builder, CheckConfig.Words words) {
        config.type().ifPresent(builder::type);
        CheckConfig.apply(config.check(), "liveness", builder, words);
    }
}
