package io.quarkiverse.processmanager.runtime.definition.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.GrpcProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.probe.NotifyProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.probe.ProbeSchedule.Eager;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.listen.Listening;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/**
 * Infers the check of a process from its settings: the probe that the given kind asks for, its schedule, and the reaction to
 * failures.
 */
public final class CheckInference {

    /** Stands for an invalid check, so that the plan does not also report a missing check. It never runs. */
    public static final Probe INVALID = context -> CompletableFuture
            .completedFuture(ProbeResult.failure("the check is invalid"));

    private final CheckInputs in;
    private final Listening process;
    private final BiConsumer<String, String> problems;

    private CheckInference(CheckInputs in, Listening process, BiConsumer<String, String> problems) {
        this.in = in;
        this.process = process;
        this.problems = problems;
    }

    /**
     * The health check that follows from the settings, also if a setting is invalid. A declared port is checked without a kind.
     *
     * @param process where the process listens
     * @param problems receives each problem as a setting and a message
     */
    public static Optional<ProcessCheck> health(CheckInputs in, Listening process, BiConsumer<String, String> problems) {
        CheckInference inference = new CheckInference(in, process, problems);
        in.watchdog.ifPresent(inference::checkWatchdog);
        return inference.check(process.port().isPresent() ? Optional.of(CheckType.TCP) : Optional.empty(),
                inference.reaction());
    }

    /**
     * The liveness check that follows from the settings, also if a setting is invalid. Only a kind makes a check.
     *
     * @param process where the process listens
     * @param problems receives each problem as a setting and a message
     */
    public static Optional<ProcessCheck> liveness(CheckInputs in, Listening process, BiConsumer<String, String> problems) {
        Optional<ProcessCheck> check = new CheckInference(in, process, problems).check(Optional.empty(),
                ProcessCheck.OnUnhealthy.RESTART);
        if (check.isEmpty() && in.isGiven() && in.type.isEmpty()) {
            problems.accept("liveness", "has no kind of check; set " + LivenessKeys.KINDS);
        }
        Probe probe = check.map(ProcessCheck::probe).orElse(INVALID);
        boolean log = in.type.filter(CheckType.LOG::equals).isPresent() || probe instanceof LogProbe;
        boolean notice = in.type.filter(CheckType.NOTIFY::equals).isPresent() || probe instanceof NotifyProbe;
        if (log || notice) {
            problems.accept(in.type.isPresent() ? "liveness.type" : "liveness.probe",
                    LivenessKeys.REFUSED.get(log ? "log" : "notify"));
        }
        return check;
    }

    /** A check on a port that was chosen after the check was made. Until then the check has the port 0. */
    public static ProcessCheck on(OptionalInt port, ProcessCheck check) {
        return new CheckSettings(on(port, check.probe()), check.schedule(), check.onUnhealthy());
    }

    private static Probe on(OptionalInt port, Probe probe) {
        if (port.isEmpty()) {
            return probe;
        }
        if (probe instanceof TcpProbe tcp && tcp.port() == 0) {
            return new TcpProbe(tcp.host(), port.getAsInt());
        }
        if (probe instanceof GrpcProbe server && server.port() == 0) {
            return new GrpcProbe(server.host(), port.getAsInt(), server.service());
        }
        if (probe instanceof HttpProbe http && http.url().getPort() == 0) {
            return new HttpProbe(HealthUrl.on(port.getAsInt(), http.url()), http.method(), http.headers(),
                    http.expectedStatus());
        }
        return probe;
    }

    private Optional<ProcessCheck> check(Optional<CheckType> otherwise, ProcessCheck.OnUnhealthy reaction) {
        Optional<CheckType> given = in.type.or(this::inferredType);
        if (given.isEmpty() && in.probe.isEmpty()) {
            given = otherwise;
        }
        if (given.isPresent() ? given.get() == CheckType.NONE : in.probe.isEmpty()) {
            return Optional.empty();
        }
        ProbeOfKind probes = new ProbeOfKind(in, process, problems);
        Probe wanted = given.map(probes::of).orElse(in.probe).orElse(INVALID);
        return Optional.of(new CheckSettings(wanted, schedule(wanted), reaction));
    }

    private Optional<CheckType> inferredType() {
        Map<String, Optional<CheckType>> given = new TreeMap<>();
        in.probe.ifPresent(any -> given.put(in.name("probe"), Optional.empty()));
        in.url.ifPresent(any -> given.put(in.name("url"), Optional.of(CheckType.HTTP)));
        in.path.ifPresent(any -> given.put(in.name("path"), Optional.of(CheckType.HTTP)));
        in.port.ifPresent(any -> given.put(in.name("port"), Optional.of(CheckType.TCP)));
        in.command.ifPresent(any -> given.put(in.name("command"), Optional.of(CheckType.COMMAND)));
        in.log.ifPresent(any -> given.put(in.name("log"), Optional.of(CheckType.LOG)));
        in.notice.ifPresent(any -> given.put(in.name("notify"), Optional.of(CheckType.NOTIFY)));
        in.file.ifPresent(any -> given.put(in.name("file"), Optional.of(CheckType.FILE)));
        in.grpc.ifPresent(any -> given.put(in.name("grpc"), Optional.of(CheckType.GRPC)));
        List<String> names = CheckInputs.kinds(in.group).stream().filter(given::containsKey).toList();
        if (names.size() > 1) {
            problems.accept(in.group, "more than one kind of check is declared: " + String.join(", ", names)
                    + "; keep one of them, or choose one with " + in.name("type"));
        }
        return names.stream().findFirst().flatMap(given::get);
    }

    private void checkWatchdog(Duration silence) {
        if (silence.isNegative() || silence.isZero()) {
            problems.accept("health.watchdog", SettingText.of(silence) + " is not longer than zero");
        } else if (in.notice.filter("socket"::equals).isEmpty()) {
            problems.accept("health.watchdog", "needs health.notify=socket, on which the process sends WATCHDOG=1");
        }
    }

    /** A process that has a watchdog expects that it is restarted, as by a service manager. */
    private ProcessCheck.OnUnhealthy reaction() {
        return in.onUnhealthy
                .orElse(in.watchdog.isPresent() ? ProcessCheck.OnUnhealthy.RESTART : ProcessCheck.OnUnhealthy.NONE);
    }

    private ProbeSchedule schedule(Probe wanted) {
        Eager delays = in.eager.filter(any -> in.probe.filter(wanted::equals).isPresent())
                .orElse(wanted instanceof CommandProbe ? Eager.COSTLY : Eager.CHEAP);
        return new ProbeSchedule(in.initialDelay, interval(), in.timeout, in.retries, in.successThreshold, delays);
    }

    /** A silent process is found soon after its watchdog. */
    private Duration interval() {
        return in.watchdog.map(silence -> silence.dividedBy(2))
                .filter(half -> half.compareTo(in.interval) < 0 && !half.isZero()).orElse(in.interval);
    }
}
