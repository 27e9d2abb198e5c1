package io.quarkiverse.processmanager.deployment;

import java.util.List;

import io.quarkiverse.processmanager.runtime.config.PatternRegistry;
import io.quarkus.builder.item.SimpleBuildItem;

/** All patterns, and the class names of the patterns outside this extension. */
public final class ProcessPatternsBuildItem extends SimpleBuildItem {

    private final PatternRegistry patterns;
    private final List<String> classNames;

    ProcessPatternsBuildItem(PatternRegistry patterns, List<String> classNames) {
        this.patterns = patterns;
        this.classNames = List.copyOf(classNames);
    }

    public PatternRegistry patterns() {
        return patterns;
    }

    List<String> classNames() {
        return classNames;
    }
}
