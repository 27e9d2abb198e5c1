package io.quarkiverse.processmanager.deployment;

import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkus.builder.item.MultiBuildItem;

/**
 * Adds a pattern of another extension to {@code quarkus.processes."id".pattern}. Patterns in the index of the application need
 * no build item.
 */
public final class ProcessPatternBuildItem extends MultiBuildItem {

    private final String className;

    /**
     * @param type a public class of a runtime module, with a public constructor without parameters
     */
    public ProcessPatternBuildItem(Class<? extends ProcessPattern> type) {
        this.className = type.getName();
    }

    String className() {
        return className;
    }
}
