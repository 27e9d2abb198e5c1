package io.quarkiverse.processmanager.runtime.definition.external;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

import io.quarkiverse.processmanager.AppliedPattern;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.FileProbe;
import io.quarkiverse.processmanager.probe.GrpcProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.probe.NotifyProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.probe.ProbeSchedule.Eager;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.check.CheckSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;

/**
 * The health check of a process that runs elsewhere. A check over the network stays; in its place a check that needs the process
 * itself becomes a connection to the port.
 *
 * @param check the check; empty if the health of the process cannot be known
 * @param note what cannot be known and why, as a part of a sentence; empty if the check is the declared one, or replaces that of a
 *        service, which the user has not declared
 */
record ExternalCheck(Optional<ProcessCheck> check, String note) {

    /** As long as it is not up, a process elsewhere is checked once a second: nothing limits the time of its start. */
    private static final Eager PATIENT = new Eager(Eager.CHEAP.first(), Eager.CHEAP.steady(), Eager.CHEAP.growth(),
            Eager.COSTLY.longest());

    static ExternalCheck of(ProcessSettings process) {
        if (process.healthCheck().isEmpty()) {
            return new ExternalCheck(Optional.empty(), "it has no health check and no port, so its health is not known");
        }
        ProcessCheck declared = process.healthCheck().get();
        Optional<String> unable = kindThatNeedsTheProcess(declared.probe());
        if (unable.isEmpty()) {
            return new ExternalCheck(Optional.of(with(moved(declared.probe(), process.host()), declared.schedule())), "");
        }
        String why = "its " + unable.get() + " check cannot run from here, ";
        if (process.port().isEmpty()) {
            return new ExternalCheck(Optional.empty(), why + "and it has no port, so its health is not known");
        }
        int port = process.port().getAsInt();
        boolean ofService = process.pattern().filter(AppliedPattern::isService).isPresent();
        return new ExternalCheck(Optional.of(with(new TcpProbe(process.host(), port), declared.schedule())),
                ofService ? "" : why + "so a connection to port " + port + " decides about its health");
    }

    private static CheckSettings with(Probe probe, ProbeSchedule schedule) {
        return new CheckSettings(probe, new ProbeSchedule(schedule.initialDelay(), schedule.interval(), schedule.timeout(),
                schedule.retries(), schedule.successThreshold(), PATIENT), OnUnhealthy.NONE);
    }

    private static Optional<String> kindThatNeedsTheProcess(Probe probe) {
        if (probe instanceof CommandProbe) {
            return Optional.of("command");
        } else if (probe instanceof LogProbe) {
            return Optional.of("log");
        } else if (probe instanceof NotifyProbe) {
            return Optional.of("notify");
        }
        return probe instanceof FileProbe ? Optional.of("file") : Optional.empty();
    }

    /** In a check, this machine means the machine of the process. */
    private static Probe moved(Probe probe, String host) {
        if (ListenSettings.isLocal(host)) {
            return probe;
        } else if (probe instanceof TcpProbe tcp && ListenSettings.isLocal(tcp.host())) {
            return new TcpProbe(host, tcp.port());
        } else if (probe instanceof GrpcProbe grpc && ListenSettings.isLocal(grpc.host())) {
            return new GrpcProbe(host, grpc.port(), grpc.service());
        } else if (probe instanceof HttpProbe http && ListenSettings.isLocal(http.url().getHost().toLowerCase(Locale.ROOT))) {
            return new HttpProbe(on(host, http.url()), http.method(), http.headers(), http.expectedStatus());
        }
        return probe;
    }

    private static URI on(String host, URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return URI.create(url.getScheme() + "://" + ListenSettings.literal(host)
                + (url.getPort() < 0 ? "" : ":" + url.getPort()) + path
                + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()));
    }
}
