package io.quarkiverse.processmanager.runtime.rules;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.PortClaim;

/** Finds the ports that only the process itself may listen on: the declared one, and that of a check on this machine. */
public final class PortClaims {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1", "[::1]", "0.0.0.0");

    private PortClaims() {
    }

    public static List<PortClaim> of(ProcessDefinition definition) {
        List<PortClaim> claims = new ArrayList<>();
        if (definition.portOwner() == PortOwner.PROCESS) {
            definition.port().ifPresent(port -> claims.add(new PortClaim(port, "port")));
            definition.healthCheck().map(ProcessCheck::probe).map(PortClaims::local).orElse(OptionalInt.empty())
                    .ifPresent(port -> {
                        if (!definition.port().equals(OptionalInt.of(port))) {
                            claims.add(PortClaim.ofCheck(port));
                        }
                    });
        }
        return List.copyOf(claims);
    }

    /** The port of this machine that a check connects to. */
    private static OptionalInt local(Probe probe) {
        if (probe instanceof TcpProbe tcp && isLocal(tcp.host())) {
            return OptionalInt.of(tcp.port());
        }
        if (probe instanceof HttpProbe http && isLocal(http.url().getHost())) {
            URI url = http.url();
            return OptionalInt.of(url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80);
        }
        return OptionalInt.empty();
    }

    private static boolean isLocal(String host) {
        return LOCAL.contains(host.toLowerCase(Locale.ROOT));
    }
}
