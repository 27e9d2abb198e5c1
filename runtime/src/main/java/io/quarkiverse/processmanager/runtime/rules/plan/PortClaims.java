package io.quarkiverse.processmanager.runtime.rules.plan;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.GrpcProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;

/** Finds the ports that only the process itself may listen on: the declared one, and that of a check on this machine. */
public final class PortClaims {

    private PortClaims() {
    }

    public static List<PortClaim> of(ProcessDefinition definition) {
        List<PortClaim> claims = new ArrayList<>();
        if (definition.portOwner() == PortOwner.PROCESS) {
            if (ListenSettings.isLocalhost(definition.host())) {
                Set<String> chosen = ProcessSettings.of(definition).listen().chosen();
                boolean next = definition.portConflict() == PortConflict.NEXT;
                ListenCheck.ports(definition).forEach((name, port) -> claims
                        .add(new PortClaim(port, ListenCheck.setting(name), next || chosen.contains(name))));
            }
            definition.healthCheck().map(ProcessCheck::probe).map(PortClaims::local).orElse(OptionalInt.empty())
                    .ifPresent(port -> {
                        if (claims.stream().noneMatch(claim -> claim.port() == port)) {
                            claims.add(PortClaim.ofCheck(port));
                        }
                    });
        }
        return List.copyOf(claims);
    }

    /** The port of this machine that a check connects to. */
    public static OptionalInt local(Probe probe) {
        if (probe instanceof TcpProbe tcp && ListenSettings.isLocalhost(tcp.host())) {
            return OptionalInt.of(tcp.port());
        }
        if (probe instanceof GrpcProbe grpc && ListenSettings.isLocalhost(grpc.host())) {
            return OptionalInt.of(grpc.port());
        }
        if (probe instanceof HttpProbe http && ListenSettings.isLocalhost(http.url().getHost())) {
            URI url = http.url();
            return OptionalInt.of(url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80);
        }
        return OptionalInt.empty();
    }
}
