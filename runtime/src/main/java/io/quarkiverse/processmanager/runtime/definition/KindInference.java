package io.quarkiverse.processmanager.runtime.definition;

import java.util.Optional;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.StartPolicy;
import io.quarkiverse.processmanager.probe.GrpcProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.TcpProbe;

/** Infers the kind of a process that declares none. */
public final class KindInference {

    private KindInference() {
    }

    /**
     * The declared kind, else the one that follows from the other settings.
     *
     * @param completionAwaited whether another process waits for the completion of this one
     */
    public static Optional<ProcessKind> kind(ProcessDefinition definition, boolean completionAwaited) {
        return definition.kind().or(() -> isTask(definition.start()) ? Optional.of(ProcessKind.TASK) : Optional.empty())
                .or(() -> sign(definition).map(serves -> ProcessKind.SERVICE))
                .or(() -> completionAwaited ? Optional.of(ProcessKind.TASK) : Optional.empty());
    }

    private static boolean isTask(StartPolicy start) {
        return start.creates().isPresent() || start.rerun().isPresent() || start.schedule().isSet();
    }

    /** The setting that shows that the process serves, as the subject of a sentence. */
    public static Optional<String> sign(ProcessDefinition definition) {
        if (definition.port().isPresent()) {
            return Optional.of("port=" + definition.port().getAsInt());
        }
        if (!definition.ports().isEmpty()) {
            return Optional.of("a port");
        }
        return sign(definition.healthCheck()).or(() -> sign(definition.liveness()));
    }

    private static Optional<String> sign(Optional<ProcessCheck> check) {
        Probe probe = check.map(ProcessCheck::probe).orElse(null);
        return probe instanceof HttpProbe ? Optional.of("an HTTP check")
                : probe instanceof TcpProbe ? Optional.of("a TCP check")
                        : probe instanceof GrpcProbe ? Optional.of("a gRPC check") : Optional.empty();
    }
}
