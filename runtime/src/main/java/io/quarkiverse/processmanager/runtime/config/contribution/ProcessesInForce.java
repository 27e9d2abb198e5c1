package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.runtime.definition.external.ExternalChoice;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;

/**
 * Decides whether a process is in force: whether the application can rely on it, so that its configuration counts. This is the
 * only place that decides it, and it decides by properties, because a configuration that is being created has no mappings.
 * <p>
 * A process that does not start with the application is not in force: the application would start with an address at which no
 * process listens, and the Dev Service that could replace the process would not start.
 */
public final class ProcessesInForce {

    private static final String COMMON = "quarkus.process-manager.";
    private static final String PROCESSES = "quarkus.processes.";
    /** The default of {@code quarkus.process-manager.modes}. */
    private static final Set<String> DEFAULT_MODES = Set.of("dev", "test");
    /** The texts that SmallRye Config reads as {@code true}. */
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "y", "on", "ja", "j", "si", "sim", "oui");

    private final UnaryOperator<String> values;
    private final Mode mode;

    /**
     * @param values returns the value of a property, or null
     * @param mode the mode of the application
     */
    public ProcessesInForce(UnaryOperator<String> values, Mode mode) {
        this.values = values;
        this.mode = mode;
    }

    boolean contains(String id) {
        return isTrue(setting(id, "auto-start")) && (canRun(id) && !(mode == Mode.TEST && isOff(id)) || isServed(id));
    }

    /** Whether the process can run in the mode of the application, with the application or when a command starts it. */
    public boolean canRun(String id) {
        return isTrue(text(COMMON + "enabled")) && (modes(id).contains(name(mode)) || isNamedExternal(id));
    }

    /** Whether the process runs elsewhere, so that nothing about it is chosen here. */
    public boolean isExternal(String id) {
        return external().isExternal(id, tags(id), setting(id, "external").map(ProcessesInForce::isTrue));
    }

    /** The list of the processes that run elsewhere is another reason to be there than the common modes. */
    private boolean isNamedExternal(String id) {
        return ownModes(id).isEmpty() && external().names(id, tags(id), setting(id, "external").map(ProcessesInForce::isTrue));
    }

    private ExternalChoice external() {
        return ExternalChoice.of(elements(COMMON + "external"));
    }

    private Set<String> tags(String id) {
        return elements(PROCESSES + id + ".tags").or(() -> elements(PROCESSES + "\"" + id + "\".tags")).orElse(Set.of());
    }

    /** Whether the test that has launched the application runs the process, which therefore does not start here. */
    private boolean isServed(String id) {
        return mode == Mode.TEST && isTrue(text(COMMON + "enabled")) && text(TestLaunch.SERVED + id).isPresent();
    }

    /** A process that continuous testing shares with dev mode is in force, although the tests do not start it. */
    private boolean isOff(String id) {
        return setting(id, "test").filter(text -> text.equalsIgnoreCase(TestPolicy.OFF.toString())).isPresent();
    }

    private Set<String> modes(String id) {
        return ownModes(id).or(() -> list(COMMON + "modes")).orElse(DEFAULT_MODES);
    }

    private Optional<Set<String>> ownModes(String id) {
        return list(PROCESSES + id + ".modes").or(() -> list(PROCESSES + "\"" + id + "\".modes"));
    }

    private Optional<String> setting(String id, String key) {
        return text(PROCESSES + id + "." + key).or(() -> text(PROCESSES + "\"" + id + "\"." + key));
    }

    /** The modes of a list; empty if the list has no valid mode. */
    private Optional<Set<String>> list(String property) {
        Set<String> modes = new HashSet<>();
        elements(property).orElse(Set.of()).forEach(mode -> modes.add(mode.toLowerCase(Locale.ROOT)));
        modes.retainAll(Set.of(name(Mode.DEV), name(Mode.TEST), name(Mode.PROD)));
        return modes.isEmpty() ? Optional.empty() : Optional.of(modes);
    }

    /** The elements of a list on one line, or with one property for each element; empty if the list has none. */
    private Optional<Set<String>> elements(String property) {
        String line = text(property).orElse("");
        Optional<String> element = text(property + "[0]");
        for (int i = 1; element.isPresent(); i++) {
            line += "," + element.get();
            element = text(property + "[" + i + "]");
        }
        Set<String> elements = new HashSet<>();
        for (String one : line.split(",")) {
            if (!one.isBlank()) {
                elements.add(one.strip());
            }
        }
        return elements.isEmpty() ? Optional.empty() : Optional.of(elements);
    }

    /** Whether SmallRye Config reads a text as {@code true}; null is not. */
    public static boolean isTrue(@Nullable String text) {
        return text != null && TRUE.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isTrue(Optional<String> text) {
        return text.map(ProcessesInForce::isTrue).orElse(true);
    }

    private Optional<String> text(String property) {
        return Optional.ofNullable(values.apply(property)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String name(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
