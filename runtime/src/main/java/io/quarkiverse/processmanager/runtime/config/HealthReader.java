package io.quarkiverse.processmanager.runtime.config;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;

/** Hands what is configured of a health check to the builder, which knows the check that follows from it. */
final class HealthReader {

    private HealthReader() {
    }

    static void read(HealthStructureConfig structure, HealthConfig health, ProcessDefinitionBuilder builder,
            Problems problems) {
        structure.type().ifPresent(builder::healthType);
        structure.group().ifPresent(builder::healthGroup);
        health.url().ifPresent(builder::healthUrl);
        health.path().ifPresent(builder::healthPath);
        health.port().ifPresent(builder::healthPort);
        health.command().map(line -> DefinitionReader.words("health.command", line, problems))
                .ifPresent(builder::healthCommand);
        health.args().ifPresent(args -> builder.healthArgs(args.toArray(String[]::new)));
        health.expectedExitCode().ifPresent(builder::healthExpectedExitCode);
        health.log().ifPresent(builder::healthLog);
        health.method().ifPresent(builder::healthMethod);
        health.headers().forEach((name, value) -> builder.healthHeader(name, value.orElse("")));
        health.expectedStatus().ifPresent(codes -> builder.healthExpectedStatus(codes.toArray(String[]::new)));
        health.host().ifPresent(builder::healthHost);
        health.initialDelay().ifPresent(builder::healthInitialDelay);
        health.interval().ifPresent(builder::healthInterval);
        health.timeout().ifPresent(builder::healthTimeout);
        health.retries().ifPresent(builder::healthRetries);
        health.successThreshold().ifPresent(builder::healthSuccessThreshold);
        health.onUnhealthy().ifPresent(builder::healthOnUnhealthy);
    }
}
