package io.quarkiverse.processmanager.runtime.definition.traits;

import io.quarkiverse.processmanager.OtelPolicy;

/** The record behind {@link OtelPolicy}. */
public record OtelSettings(boolean logs, boolean environment) implements OtelPolicy {

    public static final OtelSettings NONE = new OtelSettings(false, false);
}
