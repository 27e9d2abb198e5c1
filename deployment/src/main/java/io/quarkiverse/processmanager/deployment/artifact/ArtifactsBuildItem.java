package io.quarkiverse.processmanager.deployment.artifact;

import io.quarkus.builder.item.SimpleBuildItem;

/** The resolver of artifacts is registered, or this build has none. A step that reads definitions consumes this item. */
public final class ArtifactsBuildItem extends SimpleBuildItem {
}
