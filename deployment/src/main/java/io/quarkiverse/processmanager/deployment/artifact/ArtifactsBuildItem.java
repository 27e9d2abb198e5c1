package io.quarkiverse.processmanager.deployment.artifact;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkus.builder.item.SimpleBuildItem;

/** The resolver of artifacts is registered, or this build has none. A step that reads definitions consumes this item. */
public final class ArtifactsBuildItem extends SimpleBuildItem {

    private final Optional<ResolvedPrograms> resolver;

    ArtifactsBuildItem(Optional<ResolvedPrograms> resolver) {
        this.resolver = resolver;
    }

    /** The answers about the programs of services that this build has resolved, each with its coordinates. */
    public Map<List<String>, Map<String, String>> ofServices() {
        return resolver.map(ResolvedPrograms::ofServices).orElse(Map.of());
    }

    /** The answer about the artifacts of a process; empty if this build has no resolver. */
    public Optional<Map<String, String>> find(String processId, List<String> coordinates) {
        return resolver.map(some -> some.apply(ArtifactFinder.request(processId, coordinates)));
    }
}
