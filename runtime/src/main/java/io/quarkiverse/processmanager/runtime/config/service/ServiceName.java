package io.quarkiverse.processmanager.runtime.config.service;

import java.util.List;
import java.util.Optional;

/**
 * A property that makes a service of a process: {@code quarkus.processes.db.service}.
 *
 * @param processId the id of the process
 * @param prefix the property up to and with the dot behind the id, as the source writes it
 */
record ServiceName(String processId, String prefix) {

    static final String PROCESSES = "quarkus.processes.";
    private static final String SERVICE = ".service";

    /** The parts of a property; empty for any other property. */
    static Optional<ServiceName> of(String property) {
        if (!property.startsWith(PROCESSES) || !property.endsWith(SERVICE)) {
            return Optional.empty();
        }
        int end = property.length() - SERVICE.length();
        String prefix = property.substring(0, end + 1);
        String id = end <= PROCESSES.length() ? "" : property.substring(PROCESSES.length(), end);
        if (id.length() > 2 && id.startsWith("\"") && id.indexOf('"', 1) == id.length() - 1) {
            return Optional.of(new ServiceName(id.substring(1, id.length() - 1), prefix));
        }
        return id.isEmpty() || id.indexOf('.') >= 0 || id.indexOf('"') >= 0 ? Optional.empty()
                : Optional.of(new ServiceName(id, prefix));
    }

    /** The names of a setting of the process, with the form of the id that the source has first. */
    List<String> properties(String setting) {
        String plain = PROCESSES + processId + "." + setting;
        String quoted = PROCESSES + '"' + processId + "\"." + setting;
        return prefix.indexOf('"') < 0 ? List.of(plain, quoted) : List.of(quoted, plain);
    }
}
