package io.quarkiverse.processmanager.runtime.testing;

import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StartPhase;

/**
 * A process of the application in dev mode, as its tests in the same JVM see it.
 *
 * @param ports the ports by the end of the property: {@code port}, or {@code ports.admin}
 * @param state whether tests can use it
 * @param why the reason for its phase
 * @param product what the task creates, see {@link SharedProduct}
 */
public record DevProcess(Map<String, Integer> ports, State state, String why, String product) {

    /** Whether tests can use a process of dev mode. */
    public enum State {
        /** It is ready. */
        READY,
        /** It is not ready yet. */
        PENDING,
        /** It has failed for good. */
        FAILED,
        /** It is not running, and only a command starts it. */
        STOPPED
    }

    private static final String STATE = "state";
    private static final String WHY = "why";
    private static final String PRODUCT = "product";

    public DevProcess {
        ports = Map.copyOf(ports);
    }

    /** A process that creates nothing that lasts. */
    public DevProcess(Map<String, Integer> ports, State state, String why) {
        this(ports, state, why, SharedProduct.NONE);
    }

    /** The process as texts, which any class loader can read. */
    static Map<String, String> texts(ProcessDefinition definition, ProcessStatus status) {
        return texts(definition, stateOf(definition, status), status.why());
    }

    /** A process that dev mode has not started yet. */
    static Map<String, String> texts(ProcessDefinition definition) {
        return texts(definition, definition.start().auto() ? State.PENDING : State.STOPPED, "dev mode has not started it yet");
    }

    private static Map<String, String> texts(ProcessDefinition definition, State state, String why) {
        Map<String, String> texts = new TreeMap<>();
        texts.put(STATE, state.name());
        texts.put(WHY, why);
        texts.put(PRODUCT, SharedProduct.of(definition));
        definition.port().ifPresent(port -> texts.put("port", Integer.toString(port)));
        definition.ports().forEach((name, port) -> texts.put("ports." + name, Integer.toString(port)));
        return texts;
    }

    static DevProcess of(Map<String, String> texts) {
        Map<String, Integer> ports = new TreeMap<>();
        texts.forEach((key, text) -> {
            if (key.startsWith("port")) {
                ports.put(key, Integer.valueOf(text));
            }
        });
        return new DevProcess(ports, State.valueOf(texts.get(STATE)), texts.getOrDefault(WHY, ""),
                texts.getOrDefault(PRODUCT, SharedProduct.NONE));
    }

    private static State stateOf(ProcessDefinition definition, ProcessStatus status) {
        if (status.isReady()) {
            return State.READY;
        }
        if (status.phase() == ProcessPhase.FAILED) {
            return State.FAILED;
        }
        // Before its first start, a process that starts after the application waits until the application accepts requests.
        boolean waits = definition.start().auto() && status.incarnation() == 0
                && definition.start().phase().filter(StartPhase.AFTER_APP::equals).isPresent();
        return status.phase() == ProcessPhase.STOPPED && !waits ? State.STOPPED : State.PENDING;
    }
}
