package io.quarkiverse.processmanager.deployment;

import io.quarkus.builder.item.SimpleBuildItem;

/** The application accepts requests, and the process manager has begun to start the processes that start after it. */
final class AfterAppStartedBuildItem extends SimpleBuildItem {
}
