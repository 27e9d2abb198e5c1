package io.quarkiverse.processmanager.runtime.definition;

import java.util.Optional;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The record behind {@link Dependency}. */
public record DependencySettings(String id, Optional<Condition> condition, boolean mayBeAbsent) implements Dependency {

    /** The dependency as a property has it. */
    @Override
    public String toString() {
        return SettingText.of(this);
    }
}
