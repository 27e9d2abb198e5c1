package io.quarkiverse.processmanager.runtime.config.check;

import java.util.Optional;

import io.quarkiverse.processmanager.CheckBuilder;
import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.HealthBuilder;
import io.quarkiverse.processmanager.LivenessBuilder;

/**
 * Passes the settings of the checks of a process to the builders. An application without processes loads the mappings, and no
 * builder with them, because this code is not part of a mapping.
 */
public final class CheckReader {

    private CheckReader() {
    }

    /** Splits the command line of a setting into words, or gives it to a shell as one word. */
    public interface Words {
        String[] of(String setting, String line, boolean shell);
    }

    public static void health(HealthConfig config, HealthBuilder builder, Words words) {
        apply(config.check(), "health", builder, words);
        config.log().ifPresent(builder::log);
        config.notice().ifPresent(builder::notify);
        config.watchdog().ifPresent(builder::watchdog);
        config.successThreshold().ifPresent(builder::successThreshold);
        config.onUnhealthy().ifPresent(builder::onUnhealthy);
    }

    public static void liveness(Optional<CheckType> type, CheckConfig config, LivenessBuilder builder, Words words) {
        type.ifPresent(builder::type);
        apply(config, "liveness", builder, words);
    }

    private static void apply(CheckConfig config, String group, CheckBuilder<?> builder, Words words) {
        config.url().ifPresent(builder::url);
        config.path().ifPresent(builder::path);
        config.method().ifPresent(builder::method);
        config.headers().forEach((name, value) -> builder.header(name, value.orElse("")));
        config.expectedStatus().ifPresent(codes -> builder.expectedStatus(codes.toArray(String[]::new)));
        config.port().ifPresent(builder::port);
        config.host().ifPresent(builder::host);
        config.shell().ifPresent(builder::shell);
        config.command().map(line -> words.of(group + ".command", line, config.shell().orElse(false)))
                .ifPresent(builder::command);
        config.args().ifPresent(args -> builder.args(args.toArray(String[]::new)));
        config.expectedExitCode().ifPresent(builder::expectedExitCode);
        config.file().ifPresent(builder::file);
        config.grpc().ifPresent(builder::grpc);
        config.initialDelay().ifPresent(builder::initialDelay);
        config.interval().ifPresent(builder::interval);
        config.timeout().ifPresent(builder::timeout);
        config.retries().ifPresent(builder::retries);
    }
}
