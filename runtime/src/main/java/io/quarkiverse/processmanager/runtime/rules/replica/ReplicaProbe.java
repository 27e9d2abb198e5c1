package io.quarkiverse.processmanager.runtime.rules.replica;

import java.net.URI;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.FileProbe;
import io.quarkiverse.processmanager.probe.GrpcProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.check.CheckSettings;

/** Makes the check of one replica: it connects to the ports of that replica. */
final class ReplicaProbe {

    private final ReplicaText text;
    /** The port of the replica for each port of the common definition. */
    private final Map<Integer, Integer> ports;

    ReplicaProbe(ReplicaText text, Map<Integer, Integer> ports) {
        this.text = text;
        this.ports = ports;
    }

    ProcessCheck of(ProcessCheck check) {
        return new CheckSettings(of(check.probe()), check.schedule(), check.onUnhealthy());
    }

    private Probe of(Probe probe) {
        if (probe instanceof TcpProbe tcp) {
            return new TcpProbe(tcp.host(), port(tcp.port()));
        }
        if (probe instanceof GrpcProbe grpc) {
            return new GrpcProbe(grpc.host(), port(grpc.port()), grpc.service());
        }
        if (probe instanceof HttpProbe http && port(http.url().getPort()) != http.url().getPort()) {
            URI url = URI.create(http.url().toString().replaceFirst(":" + http.url().getPort() + "(?=[/?#]|$)",
                    ":" + port(http.url().getPort())));
            return new HttpProbe(url, http.method(), http.headers(), http.expectedStatus());
        }
        if (probe instanceof CommandProbe command) {
            return new CommandProbe(text.of(command.words()), command.expectedExitCode());
        }
        return probe instanceof FileProbe file ? new FileProbe(text.in(file.file())) : probe;
    }

    private int port(int common) {
        return ports.getOrDefault(common, common);
    }
}
