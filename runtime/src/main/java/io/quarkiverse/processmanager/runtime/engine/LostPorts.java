package io.quarkiverse.processmanager.runtime.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.ListenCheck;
import io.quarkiverse.processmanager.runtime.rules.Plan;

/**
 * Gives a process other ports when something else has taken a chosen port before the process was up for the first time. Later the
 * port stays, because the application and other processes use it. The definitions of all processes are read again, because
 * others can refer to the port. For any thread.
 */
final class LostPorts {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final Supplier<Plan> known;
    private final Consumer<String> lost;
    private final Consumer<Plan> follow;
    private final Executor executor;
    private final Set<String> up = ConcurrentHashMap.newKeySet();
    private volatile Optional<Supplier<Plan>> reader = Optional.empty();

    /**
     * @param known the plan that the processes follow
     * @param lost lets the configuration choose the ports of a process again
     * @param follow makes the processes follow a plan
     * @param executor runs what reads the configuration
     */
    LostPorts(Supplier<Plan> known, Consumer<String> lost, Consumer<Plan> follow, Executor executor) {
        this.known = known;
        this.lost = lost;
        this.follow = follow;
        this.executor = executor;
    }

    /**
     * An application has started.
     *
     * @param current reads the present plan from its configuration
     */
    void applicationStarted(Supplier<Plan> current) {
        reader = Optional.of(current);
    }

    /** The application ends, and its configuration with it. */
    void applicationEnds() {
        reader = Optional.empty();
    }

    void accept(ProcessEvent event) {
        if (event instanceof ProcessEvent.Running running) {
            up.add(running.id());
        } else if (event instanceof ProcessEvent.GaveUp failed && failed.reason() == Reason.PORT_IN_USE) {
            reader.ifPresent(current -> executor.execute(() -> replace(failed.id(), current)));
        }
    }

    /**
     * Gives a process other ports.
     *
     * @return whether the process has other ports now
     */
    boolean replace(String id, Supplier<Plan> current) {
        if (up.contains(id)) {
            return false;
        }
        Map<String, Integer> before = ports(known.get(), id);
        lost.accept(id);
        Plan next = current.get();
        Map<String, Integer> after = ports(next, id);
        if (after.equals(before)) {
            return false;
        }
        after.forEach((name, port) -> {
            if (!port.equals(before.get(name))) {
                LOG.infof("%s of process '%s' is %d now, because %d is in use", ListenCheck.setting(name), id, port,
                        before.get(name));
            }
        });
        follow.accept(next);
        return true;
    }

    private static Map<String, Integer> ports(Plan plan, String id) {
        return plan.find(id).map(ListenCheck::ports).orElse(Map.of());
    }
}
