package io.quarkiverse.processmanager.deployment;

import java.util.List;

import io.quarkiverse.processmanager.runtime.config.KnownPatterns;
import io.quarkus.builder.item.SimpleBuildItem;

/** All patterns, and the class names of the patterns outside this extension. */
final class ProcessPatternsBuildItem extends SimpleBuildItem {

    private final KnownPatterns patterns;
    private final List<String> classNames;

    ProcessPatternsBuildItem(KnownPatterns patterns, List<String> classNames) {
        this.patterns = patterns;
        this.classNames = List.copyOf(classNames);
    }

    KnownPatterns patterns() {
        return patterns;
    }

    List<String> classNames() {
        return classNames;
    }
}
