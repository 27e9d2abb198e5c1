package io.quarkiverse.processmanager.deployment.nativeimage;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * A request that remembers the classes for which a service asks.
 *
 * @param names receives the names of the classes
 * @param answer the answer to each question
 */
record ClassQuestions(Set<String> names, boolean answer) implements ServiceRequest {

    /** The classes for which services ask, whatever the answer to an earlier question is. */
    static Set<String> of(Collection<ProcessService> services) {
        Set<String> names = new TreeSet<>();
        for (ProcessService service : services) {
            service.configuration(new ClassQuestions(names, false));
            service.configuration(new ClassQuestions(names, true));
        }
        return names;
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
        return answer;
    }

    @Override
    public Optional<String> value(String property) {
        return Optional.empty();
    }
}
