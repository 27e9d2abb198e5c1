package io.quarkiverse.processmanager.runtime.definition.traits;

import java.util.OptionalInt;

/**
 * How many processes of its kind a definition stands for.
 *
 * @param declared the number that the user has written; absent means a process that has no replicas, which is not the same as one
 *        replica: that one can be scaled
 */
public record Replication(OptionalInt declared) {

    public static final Replication NONE = new Replication(OptionalInt.empty());
}
