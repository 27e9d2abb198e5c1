package io.quarkiverse.processmanager.test;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;

/**
 * The processes of one test class or test method, while it runs.
 *
 * @param engine runs them
 * @param owner the unique id of the class or method in JUnit; empty for the processes around all tests
 * @param processes the processes
 * @param aliveBefore the ids of the processes that were alive before this scope replaced them
 */
record TestScope(TestEngine engine, String owner, List<TestProcess> processes,
        Set<String> aliveBefore) implements AutoCloseable {

    Set<String> ids() {
        return processes.stream().map(TestProcess::id).collect(Collectors.toSet());
    }

    /** Whether another scope has a process with an id of this one, and neither scope is inside the other. */
    boolean collidesWith(TestScope other) {
        boolean nested = isInside(owner, other.owner) || isInside(other.owner, owner);
        return !nested && other.ids().stream().anyMatch(ids()::contains);
    }

    private static boolean isInside(String inner, String outer) {
        return outer.isEmpty() || inner.equals(outer) || inner.startsWith(outer + "/");
    }

    ProcessException refusal(String why) {
        String ids = String.join(", ", ids());
        return new ProcessException(Reason.CLOSED, ids, "cannot start process '" + ids + "': " + why);
    }

    @Override
    public void close() {
        engine.close(this);
    }
}
