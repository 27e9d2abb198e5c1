package io.quarkiverse.processmanager.terminal.foreign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file of another tool means here.
 *
 * @param properties the properties with their values, in the order of the file. Each value is text of a configuration source:
 * <code>${NAME}</code> is an expression, and a dollar of the file is doubled
 * @param notes what the file says and no property can, each a sentence that begins with its place in the file
 * @param faults what cannot be read, each a sentence that begins with its place in the file. A file with a fault defines fewer
 *        processes than its author means, so do not use its properties
 */
public record Imported(Map<String, String> properties, List<String> notes, List<String> faults) {

    public Imported {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        notes = List.copyOf(notes);
        faults = List.copyOf(faults);
    }

    /** The ids of the processes, in the order of the file. */
    public Set<String> processes() {
        Set<String> ids = new LinkedHashSet<>();
        for (String property : properties.keySet()) {
            if (property.startsWith(Result.PROCESSES)) {
                ids.add(property.substring(Result.PROCESSES.length(), property.indexOf('.', Result.PROCESSES.length())));
            }
        }
        return ids;
    }
}
