package io.quarkiverse.processmanager.runtime.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkiverse.processmanager.runtime.supervisor.application.CreatedPorts;

/**
 * Gives a process other ports when something else has taken a chosen port before the process was up for the first time. Later the
 * port stays, because the application and other processes use it. The definitions of all processes are read again, because
 * others can refer to the port; those that the port does not change stay as they are. The configuration does not know the replicas
 * that a command has added, so their ports are chosen here. A process that code creates keeps its port. One replacement takes place
 * at a time. For any thread.
 */
final class LostPorts {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final Plans plans;
    private final Choices choices;
    private final Consumer<Plan> follow;
    private final Executor executor;
    private final Set<String> up = ConcurrentHashMap.newKeySet();
    private volatile Optional<Supplier<Plan>> reader = Optional.empty();

    /**
     * The plans in force.
     *
     * @param served the plan of the application, without the processes that code creates
     * @param all the plan of all processes, with the replicas that a command has added
     */
    record Plans(Supplier<Plan> served, Supplier<Plan> all) {

        /** Whether the process is one of the application, or a replica of one. */
        private boolean has(String id) {
            return served.get().find(id).isPresent()
                    || all.get().group(id).filter(group -> served.get().template(group).isPresent()).isPresent();
        }
    }

    /**
     * What chooses ports.
     *
     * @param lost lets the configuration choose the ports of a process again
     * @param added chooses the ports of replicas that a command has added
     */
    record Choices(Consumer<String> lost, CreatedPorts added) {
    }

    /**
     * @param follow makes the processes follow a plan
     * @param executor runs what reads the configuration
     */
    LostPorts(Plans plans, Choices choices, Consumer<Plan> follow, Executor executor) {
        this.plans = plans;
        this.choices = choices;
        this.follow = follow;
        this.executor = executor;
    }

    /**
     * An application has started.
     *
     * @param current reads the present plan from its configuration
     */
    synchronized void applicationStarted(Supplier<Plan> current) {
        up.removeIf(id -> !plans.has(id));
        reader = Optional.of(current);
    }

    /** The application ends, and its configuration with it. */
    synchronized void applicationEnds() {
        reader = Optional.empty();
    }

    void accept(ProcessEvent event) {
        if (event instanceof ProcessEvent.Starting starting && starting.incarnation() == 1) {
            // A replica that a command removes and adds again begins anew.
            up.remove(starting.id());
        } else if (event instanceof ProcessEvent.Running running) {
            if (reader.isEmpty() || plans.has(running.id())) {
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
        if (up.contains(id) || !plans.has(id)) {
            return false;
        }
        Plan now = plans.served().get().scaledAs(plans.all().get());
        Plan last = current.get();
        choices.lost().accept(id);
        Plan next = current.get();
        Plan replaced = next.find(id).isPresent() ? now.withChanges(last, next) : withPortsOfAdded(id, now);
        Map<String, Integer> before = ports(now, id);
        Map<String, Integer> after = ports(replaced, id);
        if (after.isEmpty() || after.equals(before)) {
            return false;
        }
        after.forEach((name, port) -> {
            if (!port.equals(before.get(name))) {
                LOG.infof("%s of process '%s' is %d now, because %d is in use", ListenCheck.setting(name), id, port,
                        before.get(name));
            }
        });
        follow.accept(replaced);
        return true;
    }

    /** The plan in which a replica that a command has added has other ports, if its ports may be chosen. */
    private Plan withPortsOfAdded(String id, Plan plan) {
        Optional<ProcessDefinition> given = plan.findGiven(id);
        Optional<ProcessDefinition> template = given.flatMap(Replicas::template);
        if (template.isEmpty()) {
            return plan;
        }
        ProcessDefinition outline = Replicas.outline(template.get(), Replicas.index(given.get()).getAsInt());
        try {
            return plan.withReplaced(Replicas.complete(choices.added().choose(List.of(outline)).get(0)));
        } catch (ProcessException e) {
            LOG.debugf("process '%s' keeps its ports: %s", id, e.getMessage());
            return plan;
        }
    }

    private static Map<String, Integer> ports(Plan plan, String id) {
        return plan.find(id).map(ListenCheck::ports).orElse(Map.of());
    }
}
