package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.fabric8.kubernetes.api.model.HTTPGetActionBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.deployment.export.ExportedProcess;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.FileProbe;
import io.quarkiverse.processmanager.probe.GrpcProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.probe.StatusRanges;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;

/**
 * Translates a health check of a process into a probe of its container. The kubelet connects to the address of the pod, so a check
 * of the process itself names no host.
 */
final class Probes {

    private final ExportedProcess process;
    private final BiConsumer<String, String> problems;

    /**
     * @param problems receives each part of a check that a probe cannot have, as a setting and the end of a sentence
     */
    Probes(ExportedProcess process, BiConsumer<String, String> problems) {
        this.process = process;
        this.problems = problems;
    }

    /** The probe that ends the start: a check each second until the startup timeout. */
    Optional<Probe> startup() {
        Duration limit = process.definition().start().timeout();
        return health().map(action -> {
            ProbeSchedule schedule = schedule();
            return action.withInitialDelaySeconds(delay(schedule)).withPeriodSeconds(1)
                    .withTimeoutSeconds(seconds(schedule.timeout()))
                    .withFailureThreshold(seconds(limit)).build();
        });
    }

    /** The probe that decides whether the pod is ready. */
    Optional<Probe> readiness() {
        return health().map(
                action -> steady(action, schedule()).withSuccessThreshold(threshold(schedule().successThreshold())).build());
    }

    /** The probe whose failure restarts the container: the liveness check, or the health check that restarts the process. */
    Optional<Probe> liveness() {
        Optional<Probe> own = process.definition().liveness().flatMap(check -> action(check.probe(), "liveness")
                .map(action -> steady(action, check.schedule()).withInitialDelaySeconds(delay(check.schedule())).build()));
        return own.or(() -> process.definition().healthCheck()
                .filter(check -> check.onUnhealthy() == ProcessCheck.OnUnhealthy.RESTART)
                .flatMap(check -> health()).map(action -> steady(action, schedule()).build()));
    }

    private static ProbeBuilder steady(ProbeBuilder action, ProbeSchedule schedule) {
        return action.withPeriodSeconds(seconds(schedule.interval())).withTimeoutSeconds(seconds(schedule.timeout()))
                .withFailureThreshold(schedule.retries());
    }

    private ProbeSchedule schedule() {
        return process.definition().healthCheck().get().schedule();
    }

    private Optional<ProbeBuilder> health() {
        return process.probe().flatMap(probe -> action(probe, "health"));
    }

    private Optional<ProbeBuilder> action(io.quarkiverse.processmanager.probe.Probe probe, String prefix) {
        if (probe instanceof HttpProbe http) {
            return http(http, prefix);
        } else if (probe instanceof TcpProbe tcp) {
            return Optional.of(new ProbeBuilder().withNewTcpSocket().withPort(new IntOrString(tcp.port()))
                    .withHost(foreign(tcp.host())).endTcpSocket());
        } else if (probe instanceof GrpcProbe grpc) {
            if (foreign(grpc.host()) != null) {
                problems.accept(prefix + ".grpc",
                        "checks another host, and a gRPC probe checks the pod; Kubernetes does not check the process");
                return Optional.empty();
            }
            if (process.text(grpc.service()).hasReference()) {
                problems.accept(prefix + ".grpc",
                        "contains a secret, and a probe cannot refer to a Secret; Kubernetes does not check the process");
                return Optional.empty();
            }
            return Optional.of(new ProbeBuilder().withNewGrpc().withPort(grpc.port())
                    .withService(grpc.service().isEmpty() ? null : grpc.service()).endGrpc());
        } else if (probe instanceof CommandProbe command) {
            return command(command, prefix);
        } else if (probe instanceof FileProbe file) {
            return exec(List.of("test", "-e", file.file().toString()), prefix + ".file");
        }
        return instead(prefix);
    }

    private Optional<ProbeBuilder> http(HttpProbe http, String prefix) {
        String path = http.url().getRawPath() == null || http.url().getRawPath().isEmpty() ? "/" : http.url().getRawPath();
        if (process.text(path).hasReference()) {
            problems.accept(prefix + ".path",
                    "contains a secret, and a probe cannot refer to a Secret; Kubernetes does not check the process");
            return Optional.empty();
        }
        if (!http.method().equals("GET")) {
            problems.accept(prefix + ".method", "has no counterpart: a probe sends GET");
        }
        if (!http.expectedStatus().equals(StatusRanges.SUCCESS)) {
            problems.accept(prefix + ".expected-status", "has no counterpart: a probe accepts 200 to 399");
        }
        String scheme = http.url().getScheme().toUpperCase(java.util.Locale.ROOT);
        int port = http.url().getPort() >= 0 ? http.url().getPort() : scheme.equals("HTTPS") ? 443 : 80;
        String query = http.url().getRawQuery() == null ? "" : "?" + http.url().getRawQuery();
        if (process.text(query).hasReference()) {
            problems.accept(prefix + ".url", "contains a secret, and a probe cannot refer to a Secret; the query is left out");
            query = "";
        }
        HTTPGetActionBuilder action = new HTTPGetActionBuilder().withPath(path + query).withPort(new IntOrString(port))
                .withHost(foreign(http.url().getHost()));
        if (scheme.equals("HTTPS")) {
            action.withScheme(scheme);
        }
        http.headers().forEach((name, value) -> {
            if (Secrets.isSecret(name, value) || process.header(name, value).hasReference()) {
                problems.accept(prefix + ".headers." + name,
                        "is a secret, and a probe cannot refer to a Secret; the header is left out");
            } else {
                action.addNewHttpHeader(name, value);
            }
        });
        return Optional.of(new ProbeBuilder().withHttpGet(action.build()));
    }

    private Optional<ProbeBuilder> command(CommandProbe command, String prefix) {
        if (command.expectedExitCode() != 0) {
            problems.accept(prefix + ".expected-exit-code",
                    "has no counterpart: a probe expects 0; Kubernetes does not check the process");
            return Optional.empty();
        }
        return exec(command.words(), prefix + ".command");
    }

    private Optional<ProbeBuilder> exec(List<String> words, String setting) {
        if (SecretNames.hasSecret(process.texts(words))) {
            problems.accept(setting,
                    "contains a secret, and a probe cannot refer to a Secret; Kubernetes does not check the process");
            return Optional.empty();
        }
        return Optional.of(new ProbeBuilder().withNewExec().withCommand(words).endExec());
    }

    /** A check of the log or of messages to the process manager: a connection to the port tells the most that Kubernetes can know. */
    private Optional<ProbeBuilder> instead(String prefix) {
        Integer port = process.ports().get("");
        problems.accept(prefix + ".type", port == null ? "has no counterpart; Kubernetes does not check the process"
                : "has no counterpart; the probe is a TCP connection to the port " + port + " instead");
        return Optional.ofNullable(port)
                .map(number -> new ProbeBuilder().withNewTcpSocket().withPort(new IntOrString(number)).endTcpSocket());
    }

    /** A host that is not the pod; null for the process itself. */
    private String foreign(String host) {
        return ListenSettings.isLocal(host) || host.equals(process.definition().host()) ? null : host;
    }

    private static Integer delay(ProbeSchedule schedule) {
        return schedule.initialDelay().isZero() ? null : seconds(schedule.initialDelay());
    }

    /** One is the default, and the manifest is shorter without it. */
    private static Integer threshold(int successes) {
        return successes == 1 ? null : successes;
    }

    /** Whole seconds, at least one: a probe knows no shorter time. */
    static int seconds(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (duration.toMillis() + 999) / 1000));
    }
}
