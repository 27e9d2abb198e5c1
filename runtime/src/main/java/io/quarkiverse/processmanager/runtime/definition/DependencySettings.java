package io.quarkiverse.processmanager.runtime.definition;

import java.util.Optional;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The record behind {@link Dependency}. */
public record DependencySettings(String id, Optional<Condition> condition, boolean mayBeAbsent, boolean any)
        implements
            Dependency {

    /** A dependency on a process, or on all replicas of one. */
    public DependencySettings(String id, Optional<Condition> condition, boolean mayBeAbsent) {
        this(id, condition, mayBeAbsent, false);
    }

    /** The same dependency on another process. */
    public static DependencySettings moved(Dependency dependency, String other) {
        return new DependencySettings(other, dependency.condition(), dependency.mayBeAbsent(), dependency.any());
    }

    /** The dependency as a property has it. */
    @Override
    public String toString() {
        return SettingText.of(this);
    }
}
