package io.quarkiverse.processmanager.runtime.testing;

import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * A process of the application in dev mode, as its tests in the same JVM see it.
 *
 * @param ports the ports by the end of the property: {@code port}, or {@code ports.admin}
 * @param ready whether it is ready
 * @param failed whether it has failed for good
 * @param why the reason for its phase
 */
public record DevProcess(Map<String, Integer> ports, boolean ready, boolean failed, String why) {

    private static final String READY = "ready";
    private static final String FAILED = "failed";
    private static final String WHY = "why";

    public DevProcess {
        ports = Map.copyOf(ports);
    }

    /** The process as texts, which any class loader can read. */
    static Map<String, String> texts(ManagedProcess process) {
        ProcessStatus status = process.status();
        Map<String, String> texts = new TreeMap<>();
        texts.put(READY, Boolean.toString(status.isReady()));
        texts.put(FAILED, Boolean.toString(status.phase() == ProcessPhase.FAILED));
        texts.put(WHY, status.why());
        process.definition().port().ifPresent(port -> texts.put("port", Integer.toString(port)));
        process.definition().ports().forEach((name, port) -> texts.put("ports." + name, Integer.toString(port)));
        return texts;
    }

    static DevProcess of(Map<String, String> texts) {
        Map<String, Integer> ports = new TreeMap<>();
        texts.forEach((key, text) -> {
            if (key.startsWith("port")) {
                ports.put(key, Integer.valueOf(text));
            }
        });
        return new DevProcess(ports, Boolean.parseBoolean(texts.get(READY)), Boolean.parseBoolean(texts.get(FAILED)),
                texts.getOrDefault(WHY, ""));
    }
}
