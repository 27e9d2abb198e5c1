package io.quarkiverse.processmanager.deployment;

import io.quarkus.builder.item.SimpleBuildItem;

/** The process manager knows the declared processes and has begun to start them, unless it is disabled. */
public final class ProcessesStartedBuildItem extends SimpleBuildItem {

    private final boolean enabled;

    ProcessesStartedBuildItem(boolean enabled) {
        this.enabled = enabled;
    }

    public boolean isEnabled() {
        return enabled;
    }
}
