package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;

/**
 * Translates the stop of a process into a hook that the kubelet runs before it sends TERM. The process is process 1 of its
 * container, and the hook lasts as long as the process, so that TERM does not overtake the signal.
 */
final class StopHook {

    private static final String WAIT = "; while kill -0 1 2>/dev/null; do sleep 1; done";

    private StopHook() {
    }

    /**
     * The hook; empty if TERM is enough. The image of a service names its own signal.
     *
     * @param problems receives what a hook cannot have, as a setting and the end of a sentence
     */
    static Optional<Lifecycle> of(ExportedProcess process, BiConsumer<String, String> problems) {
        StopPolicy stop = process.definition().stop();
        boolean ofImage = process.service().isPresent() && !process.written().contains("stop.signal");
        String kill = ofImage || stop.signal().equals("TERM") ? "" : "kill -s " + stop.signal() + " 1" + WAIT;
        List<String> words = stop.command();
        if (SecretNames.hasSecret(process.texts(words))) {
            problems.accept("stop.command",
                    "contains a secret, and a hook cannot refer to a Secret; Kubernetes sends the signal only");
            words = List.of();
        }
        if (words.isEmpty() && kill.isEmpty()) {
            return Optional.empty();
        }
        List<String> hook = new ArrayList<>();
        if (!kill.isEmpty()) {
            problems.accept("stop.signal", "needs sh in the image: a preStop hook sends " + stop.signal()
                    + ", because Kubernetes sends TERM only");
            hook.addAll(List.of("sh", "-c", words.isEmpty() ? kill : "\"$@\"; " + kill));
            hook.addAll(words.isEmpty() ? List.of() : List.of("sh"));
        }
        hook.addAll(words);
        return Optional
                .of(new LifecycleBuilder().withNewPreStop().withNewExec().withCommand(hook).endExec().endPreStop().build());
    }
}
