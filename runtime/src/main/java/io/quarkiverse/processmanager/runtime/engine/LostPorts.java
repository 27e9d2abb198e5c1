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
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/**
 * Gives a process other ports when something else has taken a chosen port before the process was up for the first time. Later the
 * port stays, because the application and other processes use it. The definitions of all processes are read again, because
 * others can refer to the port; those that the port does not change stay as they are. A process that code creates keeps its
 * port. One replacement takes place at a time. For any thread.
 */
final class LostPorts {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final Supplier<Plan> served;
    private final Consumer<String> lost;
    private final Consumer<Plan> follow;
    private final Executor executor;
    private final Set<String> up = ConcurrentHashMap.newKeySet();
    private volatile Optional<Supplier<Plan>> reader = Optional.empty();

    /**
     * @param served the plan of the application, without the processes that code creates
     * @param lost lets the configuration choose the ports of a process again
     * @param follow makes the processes follow a plan
     * @param executor runs what reads the configuration
     */
    LostPorts(Supplier<Plan> served, Consumer<String> lost, Consumer<Plan> follow, Executor executor) {
        this.served = served;
        this.lost = lost;
        this.follow = follow;
        this.executor = executor;
    }

    /**
     * An application has started.
     *
     * @param current reads the present plan from its configuration
     */
    synchronized void applicationStarted(Supplier<Plan> current) {
        up.retainAll(Set.copyOf(served.get().ids()));
        reader = Optional.of(current);
    }

    /** The application ends, and its configuration with it. */
    synchronized void applicationEnds() {
        reader = Optional.empty();
    }

    void accept(ProcessEvent event) {
        if (event instanceof ProcessEvent.Running running) {
            if (reader.isEmpty() || served.get().find(running.id()).isPresent()) {
                up.add(running.id());
            }
        } else if (event instanceof ProcessEvent.GaveUp failed && failed.reason() == Reason.PORT_IN_USE) {
            reader.ifPresent(current -> executor.execute(() -> replaceIn(failed.id(), current)));
        }
    }

    /** Without effect if the application has ended meanwhile, and its configuration with it. */
    private synchronized void replaceIn(String id, Supplier<Plan> current) {
        if (reader.filter(present -> present == current).isPresent()) {
            replace(id, current);
        }
    }

    /**
     * Gives a process other ports.
     *
     * @return whether the process has other ports now
     */
    synchronized boolean replace(String id, Supplier<Plan> current) {
        Plan now = served.get();
        if (up.contains(id) || now.find(id).isEmpty()) {
            return false;
        }
        Map<String, Integer> before = ports(now, id);
        Plan last = current.get();
        lost.accept(id);
        Plan next = current.get();
        Map<String, Integer> after = ports(next, id);
        if (after.isEmpty() || after.equals(before)) {
            return false;
        }
        after.forEach((name, port) -> {
            if (!port.equals(before.get(name))) {
                LOG.infof("%s of process '%s' is %d now, because %d is in use", ListenCheck.setting(name), id, port,
                        before.get(name));
            }
        });
        follow.accept(now.withChanges(last, next));
        return true;
    }

    private static Map<String, Integer> ports(Plan plan, String id) {
        return plan.find(id).map(ListenCheck::ports).orElse(Map.of());
    }
}
