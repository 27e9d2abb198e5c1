package io.quarkiverse.processmanager.runtime.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.TestPolicy;

/**
 * Decides which processes an application runs itself, and which it shares with dev mode.
 *
 * @param mode the mode of the application
 * @param dev the processes of dev mode in this JVM; empty unless this is continuous testing
 */
public record TestInstances(Mode mode, Map<String, DevProcess> dev) {

    public TestInstances {
        dev = mode == Mode.TEST ? Map.copyOf(dev) : Map.of();
    }

    /** The decision for an application of this JVM. */
    public static TestInstances of(Mode mode) {
        return new TestInstances(mode, mode == Mode.TEST ? DevInstance.processes() : Map.of());
    }

    /** Whether the process is there for the application, in an instance of its own or in that of dev mode. */
    public boolean has(Set<Mode> modes, Optional<TestPolicy> policy) {
        return modes.contains(mode) && !(mode == Mode.TEST && is(policy, TestPolicy.OFF));
    }

    /** Whether tests use the instance of dev mode: because {@code test} says so, or because one run is enough for both. */
    public boolean shares(ProcessDefinition process, Set<Mode> modes) {
        DevProcess inDevMode = dev.get(SharedProduct.idInDevMode(process, dev));
        return inDevMode != null && has(modes, process.start().test())
                && (is(process.start().test(), TestPolicy.SHARED) || isCreatedBy(inDevMode, process));
    }

    private static boolean isCreatedBy(DevProcess inDevMode, ProcessDefinition process) {
        String product = SharedProduct.of(process);
        return !product.equals(SharedProduct.NONE) && product.equals(inDevMode.product());
    }

    /**
     * The contradictions of {@code test} with other settings.
     *
     * @param modes the modes in which the process runs
     * @param atStart whether the application starts now: only then a port of dev mode is a problem. Continuous testing builds
     *        the application before dev mode has started, and hides the error of a build behind "no tests found"
     */
    public List<Problem> problems(ProcessDefinition process, Set<Mode> modes, boolean atStart) {
        List<Problem> problems = new ArrayList<>();
        Optional<TestPolicy> policy = process.start().test();
        boolean off = is(policy, TestPolicy.OFF);
        if (off && process.modes().filter(own -> own.contains(Mode.TEST)).isPresent()) {
            problems.add(new Problem(process.id(), "test", "is off, but modes has test; remove one of them"));
        } else if (policy.isPresent() && !off && !modes.contains(Mode.TEST) && mustAgree(process, atStart)) {
            String setting = process.modes().isPresent() ? "modes" : "quarkus.process-manager.modes";
            problems.add(new Problem(process.id(), "test", "is " + policy.get() + ", but " + setting
                    + " does not have test; add it there, or remove test=" + policy.get()));
        }
        if (atStart) {
            samePort(process, modes).ifPresent(problems::add);
        }
        return problems;
    }

    /**
     * Whether the modes contradict the policy. A test that does not need the processes takes {@code test} out of the common
     * modes, with a profile or for a packaged application that it launches.
     */
    private boolean mustAgree(ProcessDefinition process, boolean atStart) {
        return process.modes().isPresent() || !atStart && mode != Mode.TEST;
    }

    /** Tests that run beside dev mode on a port of dev mode would use its data. */
    private Optional<Problem> samePort(ProcessDefinition process, Set<Mode> modes) {
        DevProcess inDevMode = dev.get(process.id());
        if (inDevMode == null || !has(modes, process.start().test()) || shares(process, modes)) {
            return Optional.empty();
        }
        Map<String, Integer> ports = new TreeMap<>();
        process.port().ifPresent(port -> ports.put("port", port));
        process.ports().forEach((name, port) -> ports.put("ports." + name, port));
        return ports.entrySet().stream().filter(port -> inDevMode.ports().containsValue(port.getValue())).findFirst()
                .map(port -> new Problem(process.id(), port.getKey(), port.getValue() + " is the port of '" + process.id()
                        + "' in dev mode too, which runs beside these tests; write " + port.getKey()
                        + "=0 for a port of their own, test=shared to"
                        + " let the tests use the process of dev mode, test=off if they do not need it, or another port as"
                        + " %test.quarkus.processes." + process.id() + "." + port.getKey()));
    }

    private static boolean is(Optional<TestPolicy> policy, TestPolicy wanted) {
        return policy.filter(wanted::equals).isPresent();
    }
}
