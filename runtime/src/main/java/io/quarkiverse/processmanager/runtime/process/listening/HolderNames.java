package io.quarkiverse.processmanager.runtime.process.listening;

import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.listening.PortHolder.Kind;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.Accounts;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts.ListeningSocket;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.table.ProcessOrigins;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.safe.SafeText;

/** Names what listens on a port, as far as the system shows it to this JVM. For one thread. */
final class HolderNames {

    private final ProcessTable table;
    private final ProcessOrigins origins;
    private final RunnerId runner;

    HolderNames(Platform platform, RunnerId runner) {
        this.table = platform.table();
        this.origins = platform.origins();
        this.runner = runner;
    }

    /** {@code processId} is the process that claims the port. */
    PortHolder of(ListeningProcess listener, String processId) {
        long pid = listener.identity().pid();
        if (listener.jvm()) {
            return PortHolder.application(pid);
        }
        String who = "pid " + pid + " (" + program(pid) + ")";
        if (listener.managed().isPresent()) {
            return listener.managed().get().equals(processId)
                    ? managed(who + ", which an earlier start has left", "stop pid " + pid)
                    : managed(who + " of process '" + listener.managed().get() + "'", "choose another port for one of the two");
        }
        return ofOtherRunner(pid, who)
                .or(() -> origins.container(pid).map(container -> PortHolder.container(container + ", " + who)))
                .orElseGet(() -> new PortHolder(Kind.OTHER, who + ofSameApplication(pid), "stop pid " + pid));
    }

    /** A socket whose process the system hides. */
    PortHolder hidden(int port, ListeningSocket socket) {
        Optional<String> container = origins.containerBehind(port);
        if (container.isPresent()) {
            return PortHolder.container(container.get());
        }
        return PortHolder.other(socket.user().isEmpty() ? "another process"
                : "a process of user " + Accounts.nameOf(socket.user()) + ", which this application may not see");
    }

    private static PortHolder managed(String words, String remedy) {
        return new PortHolder(Kind.MANAGED, words, remedy);
    }

    private String program(long pid) {
        return table.command(pid) + table.directory(pid).map(directory -> " in " + SafeText.plain(directory)).orElse("");
    }

    /** A process of the process manager of another run, or of another mode of this application in the same JVM. */
    private Optional<PortHolder> ofOtherRunner(long pid, String who) {
        Optional<Marker> nearest = Optional.empty();
        for (Marker marker : origins.markers(pid)) {
            if (nearest.isEmpty() || startOf(marker) > startOf(nearest.get())) {
                nearest = Optional.of(marker);
            }
        }
        return nearest.filter(marker -> !marker.variable().equals(runner.variable())).map(marker -> {
            String process = ", process '" + marker.processId() + "' of ";
            if (marker.variable().equals(RunnerId.DETACHED)) {
                return managed(who + process + "an application that left it running", "stop pid " + pid);
            }
            ProcessId jvm = RunnerId.ofVariable(marker.variable()).process();
            if (jvm.equals(runner.process())) {
                return managed(who + process + "another mode of this application, such as continuous testing",
                        "choose another port for one of the two");
            }
            return table.isAlive(jvm)
                    ? managed(who + process + application(jvm.pid()) + ", pid " + jvm.pid(), "stop that application")
                    : managed(who + process + "an application that has ended", "stop pid " + pid);
        });
    }

    private static long startOf(Marker marker) {
        return marker.variable().equals(RunnerId.DETACHED) ? 0
                : RunnerId.ofVariable(marker.variable()).process().startTicks();
    }

    private String application(long jvm) {
        if (inOurDirectory(jvm)) {
            return "another run of this application";
        }
        return "the application" + table.directory(jvm).map(directory -> " in " + directory).orElse("");
    }

    /** Another run of the application listens itself, as an HTTP server does. */
    private String ofSameApplication(long pid) {
        boolean sameProgram = table.command(pid).equals(table.command(runner.process().pid()));
        return sameProgram && inOurDirectory(pid) ? ", probably another run of this application" : "";
    }

    private boolean inOurDirectory(long pid) {
        return table.directory(pid).isPresent() && table.directory(pid).equals(table.directory(runner.process().pid()));
    }
}
