package io.quarkiverse.processmanager.runtime.config.text;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;

/** A reference to a setting of a process, such as <code>${quarkus.processes.db.port}</code>. */
public final class ProcessReference {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{quarkus\\.processes\\.(\"?)([^\".${}]+)\\1\\.([^:{}]+)}");

    private ProcessReference() {
    }

    /** Whether this is a reference to a setting of a process that does not exist. */
    public static boolean isToUnknown(String reference, Set<String> ids) {
        Matcher matcher = REFERENCE.matcher(reference);
        return matcher.matches() && !ids.contains(matcher.group(2));
    }

    /** The end of a sentence about the first such reference in a text; empty without one. A reference with a default is none. */
    public static Optional<String> toUnknown(String text, Set<String> ids) {
        return REFERENCE.matcher(text).results().filter(found -> !ids.contains(found.group(2))).findFirst()
                .map(found -> "refers to " + found.group() + missing(found.group(2), ids));
    }

    private static String missing(String id, Set<String> ids) {
        return "; there is no process '" + id + "'" + Suggestion.of(id, ids);
    }

    /**
     * The end of a message about a setting with a reference that has no value: what is missing; empty if that is not known.
     *
     * @param setting the setting with the reference; a port that refers to itself is not missing
     * @param ids the ids of all processes
     */
    public static String hint(String reference, String setting, Set<String> ids) {
        Matcher matcher = REFERENCE.matcher(reference);
        if (!matcher.matches()) {
            return "";
        }
        String id = matcher.group(2);
        if (!ids.contains(id)) {
            return missing(id, ids);
        }
        boolean portMissing = matcher.group(3).equals("port") && !setting.equals("port");
        return portMissing ? "; process '" + id + "' has no port: set one, or 0 for a free port" : "";
    }
}
