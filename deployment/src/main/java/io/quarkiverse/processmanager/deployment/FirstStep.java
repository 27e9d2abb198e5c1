package io.quarkiverse.processmanager.deployment;

import io.quarkus.builder.BuildChainBuilder;
import io.quarkus.builder.BuildProvider;

/**
 * Puts the step that starts the processes before all other steps of the build, except those that it depends on. The order of the
 * steps is the order of what they record, so the processes that start before the application are ready before any other
 * extension starts. No build item could do that: the starts of other extensions have none in common.
 */
public final class FirstStep implements BuildProvider {

    @Override
    public void installInto(BuildChainBuilder builder) {
        builder.addPriorityItem(ProcessesStartedBuildItem.class);
    }
}
