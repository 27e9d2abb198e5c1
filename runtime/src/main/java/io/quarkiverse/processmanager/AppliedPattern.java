package io.quarkiverse.processmanager;

import java.util.Map;

/**
 * The pattern of a process and the settings that the process gets from the pattern. A setting of your own replaces a setting of
 * the pattern, which is then not included. Immutable.
 */
public interface AppliedPattern {

    /** The name of the pattern or of the service. */
    String name();

    /** Whether the pattern is a service, which has a program: {@code service} names it, and not {@code pattern}. */
    boolean isService();

    /**
     * The keys below {@code quarkus.processes."id"}, and their values as text. A value can be a secret, so {@code toString()}
     * contains the keys only.
     */
    Map<String, String> settings();
}
