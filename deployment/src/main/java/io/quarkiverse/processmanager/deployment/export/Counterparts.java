package io.quarkiverse.processmanager.deployment.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.processmanager.Problem;

/**
 * What an engine has for each key of a process. A key that is in no list has been forgotten; the test of each writer finds it with
 * {@link #forgotten}. Immutable.
 *
 * @param mapped the keys that the document of the engine has
 * @param lacking the other keys with an effect there, each with the end of a sentence that says why the document does not have it
 */
public record Counterparts(Set<String> mapped, Map<String, String> lacking) {

    /** The keys that concern dev mode, tests, the views or the process manager itself, and have no meaning on another engine. */
    private static final Set<String> HERE = Set.of("extends", "template", "pattern", "name", "modes", "test", "required",
            "health.group", "start-phase", "kind", "config.*", "log.level", "log.stderr-level",
            "log.rate-limit", "log.buffer-size", "log.line-length", "log.merge", "log.ansi", "metrics.enabled", "url-scheme",
            "url-schemes.*", "inject-dependencies", "port-conflict", "port-owner", "host", "tty", "tty.columns", "tty.rows",
            "startup-window", "external", "service.home", "service.shared", "service.feeds", "service.data",
            "service.directory", "otel.logs");

    /** The keys that no engine has. */
    private static final Map<String, String> NOWHERE = Map.of("otel.environment",
            "the endpoint of this machine is not that of the engine; set OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_SERVICE_NAME in env");

    /** Groups of such keys: commands for a developer, what another writer reads, and the tracing of the process manager. */
    private static final Set<String> HERE_BELOW = Set.of("commands.", "kubernetes.", "otel.");

    public Counterparts {
        mapped = Collections.unmodifiableSet(new TreeSet<>(mapped));
        Map<String, String> all = new TreeMap<>(NOWHERE);
        all.putAll(lacking);
        lacking = Collections.unmodifiableMap(all);
    }

    /** The settings of a process that the document does not have. */
    public List<Problem> missing(ExportedProcess process) {
        List<Problem> missing = new ArrayList<>();
        process.written().forEach(key -> {
            String reason = lacking.get(key);
            if (reason != null) {
                missing.add(new Problem(process.id(), key.replace(".*", ""), reason));
            }
        });
        return missing;
    }

    /** The keys in no list. */
    public Set<String> forgotten(Set<String> keys) {
        Set<String> forgotten = new TreeSet<>(keys);
        forgotten.removeAll(mapped);
        forgotten.removeAll(lacking.keySet());
        forgotten.removeAll(HERE);
        forgotten.removeIf(key -> HERE_BELOW.stream().anyMatch(key::startsWith));
        return forgotten;
    }
}
