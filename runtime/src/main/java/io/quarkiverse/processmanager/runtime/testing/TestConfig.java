package io.quarkiverse.processmanager.runtime.testing;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocIgnore;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** The settings of all processes in tests. */
@ConfigGroup
public interface TestConfig {

    /**
     * Whether the start of an application in tests waits until its processes are ready: services are up and healthy, tasks have
     * completed. A process that fails meanwhile fails the start, so no test runs, unless it has {@code required=false}.
     * Processes with {@code auto-start=false} do not count.
     */
    @WithDefault("true")
    boolean await();

    /**
     * How long the start of an application in tests waits until its processes are ready. After this time the start fails with
     * the processes that are not ready, and the last lines of their output.
     */
    @WithDefault("2m")
    Duration awaitTimeout();

    /**
     * Names the test JVM that has launched a packaged application. The tests of Quarkus pass it on. It has no effect in an
     * application that no test has launched.
     */
    @ConfigDocIgnore
    Optional<String> launcher();
}
