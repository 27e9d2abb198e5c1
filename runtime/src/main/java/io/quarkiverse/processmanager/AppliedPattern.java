package io.quarkiverse.processmanager;

import java.util.Map;

/**
 * The pattern of a process and the settings that the process gets from the pattern. A setting of your own replaces a setting of
 * the pattern, which is then not included. Immutable.
 */
public interface AppliedPattern {

    /** The name of the pattern. */
    String name();

    /**
     * The keys below {@code quarkus.processes."id"}, and their values as text. A value can be a secret, so {@code toString()}
     * contains the keys only.
     */
    Map<String, String> settings();
}
