package io.quarkiverse.processmanager.deployment.nativeimage;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * A request that remembers the classes for which a service asks.
 *
 * @param names receives the names of the classes
 * @param answer whether the application has the class
 */
record ClassQuestions(Set<String> names, Predicate<String> answer) implements ServiceRequest {

    private static final Logger LOG = Logger.getLogger(ClassQuestions.class);

    /**
     * The classes for which services ask. An answer decides which class a service asks for next, so each service asks once with the
     * classes of the application and, because properties decide too, with all of them and with none.
     */
    static Set<String> of(Collection<ProcessService> services, Predicate<String> present) {
        Set<String> names = new TreeSet<>();
        for (ProcessService service : services) {
            for (Predicate<String> answer : List.<Predicate<String>> of(present, name -> false, name -> true)) {
                ask(service, new ClassQuestions(names, answer));
            }
        }
        return names;
    }

    private static void ask(ProcessService service, ClassQuestions questions) {
        try {
            service.configuration(questions);
        } catch (RuntimeException e) {
            // No property has a value here, and a service may need one. Its configuration reports what is wrong with the service.
            LOG.debugf(e, "service '%s' has not asked for all of its classes", service.name());
        }
    }

    @Override
    public String id() {
        return "service";
    }

    @Override
    public List<String> feeds(String... preset) {
        return List.of(preset);
    }

    @Override
    public String reference(String setting) {
        return "${quarkus.processes.service." + setting + "}";
    }

    @Override
    public boolean hasClass(String name) {
        names.add(name);
        return answer.test(name);
    }

    @Override
    public Optional<String> value(String property) {
        return Optional.empty();
    }
}
