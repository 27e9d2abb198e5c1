package io.quarkiverse.processmanager.deployment;

import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkus.builder.item.MultiBuildItem;

/**
 * One more pattern that {@code quarkus.processes."id".pattern} can name, for another extension. Those in the index of the
 * application are found without it.
 */
public final class ProcessPatternBuildItem extends MultiBuildItem {

    private final String className;

    /**
     * @param type a class of a runtime module, public, with a public constructor without parameters
     */
    public ProcessPatternBuildItem(Class<? extends ProcessPattern> type) {
        this.className = type.getName();
    }

    String className() {
        return className;
    }
}
