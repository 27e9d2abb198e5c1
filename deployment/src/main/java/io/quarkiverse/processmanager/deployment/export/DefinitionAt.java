package io.quarkiverse.processmanager.deployment.export;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.GrpcProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.check.CheckSettings;

/**
 * Moves a definition to the place where the process will run: addresses that are written as text get the host of that place, and the
 * check of a process connects to the process itself.
 */
record DefinitionAt(LiteralAddresses addresses, ExportTarget target) {

    ProcessSettings move(ProcessDefinition definition) {
        String id = definition.id();
        CommandSettings command = CommandSettings.of(definition.command());
        Map<String, String> environment = new TreeMap<>(command.environment());
        environment.replaceAll((name, value) -> addresses.translate(id, value));
        Map<String, String> config = new TreeMap<>(definition.config());
        config.replaceAll((key, value) -> addresses.translate("", value));
        return ProcessSettings.of(definition)
                .withCommand(command.with(words(id, command.words())).in(command.directory(), environment))
                .contributing(config)
                .checkedBy(definition.healthCheck().map(check -> check(id, check)),
                        definition.liveness().map(check -> check(id, check)));
    }

    private ProcessCheck check(String id, ProcessCheck check) {
        return new CheckSettings(probe(id, check.probe()), check.schedule(), check.onUnhealthy());
    }

    private List<String> words(String id, List<String> words) {
        return words.stream().map(word -> addresses.translate(id, word)).toList();
    }

    private Probe probe(String id, Probe probe) {
        if (probe instanceof HttpProbe http) {
            URI url = http.url();
            String text = isOwn(id, url.getHost()) ? url.toString().replaceFirst("//[^/:]+", "//" + ExportTarget.LOCALHOST)
                    : url.toString();
            return new HttpProbe(URI.create(addresses.translate(id, text)), http.method(), http.headers(),
                    http.expectedStatus());
        }
        if (probe instanceof TcpProbe tcp && isOwn(id, tcp.host())) {
            return new TcpProbe(ExportTarget.LOCALHOST, tcp.port());
        }
        if (probe instanceof GrpcProbe grpc && isOwn(id, grpc.host())) {
            return new GrpcProbe(ExportTarget.LOCALHOST, grpc.port(), grpc.service());
        }
        if (probe instanceof CommandProbe command) {
            return new CommandProbe(words(id, command.words()), command.expectedExitCode());
        }
        return probe;
    }

    private boolean isOwn(String id, String host) {
        return Optional.ofNullable(host).filter(target.hosts().apply(id)::equals).isPresent();
    }
}
