package io.quarkiverse.processmanager.runtime.config.inherit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.DependencySettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;
import io.smallrye.config.SmallRyeConfig;

/** What the step from configuration to definitions must know about shared settings: the templates, and the problems. */
public final class InheritedSettings {

    private final SmallRyeConfig config;
    private final Set<String> templates = new TreeSet<>();
    private final Set<String> ids;
    private final List<Problem> problems = new ArrayList<>();
    /** Whether a process has settings that are written elsewhere. */
    private final boolean shares;

    /**
     * @param declared the ids of the processes that are no templates
     */
    public InheritedSettings(SmallRyeConfig config, Set<String> declared) {
        this.config = config;
        Map<String, String> bases = new TreeMap<>();
        List<String> hidden = Inheritance.hidden(config);
        hidden.forEach(name -> SettingKey.of(name).ifPresentOrElse(
                key -> templates.add(key.processId()), () -> checkDefault(name.substring(Lineage.DEFAULTS.length()))));
        this.ids = new TreeSet<>(declared);
        ids.addAll(templates);
        ids.forEach(id -> base(id).ifPresent(base -> bases.put(id, base)));
        this.shares = !hidden.isEmpty() || !bases.isEmpty();
        Set<String> inCircle = new TreeSet<>();
        bases.forEach((id, base) -> {
            if (!ids.contains(base)) {
                problems.add(new Problem(id, SettingKey.EXTENDS,
                        "there is no process or template '" + base + "'" + Suggestion.closest(base, ids)
                                .map(closest -> "; did you mean '" + closest + "'?").orElse("")));
            } else if (!inCircle.contains(id)) {
                checkCircle(id, bases, inCircle);
            }
        });
    }

    private void checkDefault(String setting) {
        if (SettingKey.OWN.contains(setting)) {
            problems.add(new Problem("", Lineage.OF_DEFAULTS + "." + setting,
                    "cannot be a default, because it belongs to one process; write quarkus.processes.\"id\"." + setting));
        }
    }

    private Optional<String> base(String id) {
        for (String prefix : List.of(SettingKey.PROCESSES + id, SettingKey.PROCESSES + '"' + id + '"')) {
            String base = config.getConfigValue(prefix + "." + SettingKey.EXTENDS).getValue();
            if (base != null && !base.isBlank()) {
                return Optional.of(base.strip());
            }
        }
        return Optional.empty();
    }

    /** One problem for each circle, at the process with the first id in it. */
    private void checkCircle(String id, Map<String, String> bases, Set<String> inCircle) {
        Set<String> path = new LinkedHashSet<>();
        Optional<String> next = Optional.of(id);
        while (next.isPresent() && path.add(next.get())) {
            next = Optional.ofNullable(bases.get(next.get()));
        }
        if (next.filter(id::equals).isPresent()) {
            inCircle.addAll(path);
            problems.add(new Problem(id, SettingKey.EXTENDS,
                    "goes round in a circle: " + String.join(" -> ", path) + " -> " + id));
        }
    }

    /** The ids of the processes that are no templates, and of the templates. */
    public Set<String> ids() {
        return ids;
    }

    public Set<String> templates() {
        return templates;
    }

    /** The problems of {@code extends} and of the defaults. */
    public List<Problem> problems() {
        return problems;
    }

    /** The definition with what is known of shared settings: where they are written, and no dependency on a template. */
    public ProcessDefinition complete(ProcessDefinition definition) {
        ProcessDefinition found = withoutTemplates(definition);
        Map<String, String> origins = shares ? Origins.of(config, definition.id()) : Map.of();
        ProcessSettings settings = ProcessSettings.of(found);
        return origins.isEmpty() ? found : settings.withTraits(settings.traits().inheriting(origins));
    }

    /** A definition without the dependencies on templates, each of which is a problem. */
    private ProcessDefinition withoutTemplates(ProcessDefinition definition) {
        if (definition.dependencies().stream().noneMatch(dependency -> templates.contains(dependency.id()))) {
            return definition;
        }
        List<Dependency> dependencies = new ArrayList<>();
        for (Dependency dependency : definition.dependencies()) {
            boolean never = templates.contains(dependency.id());
            if (never) {
                problems.add(new Problem(definition.id(), "depends-on", "waits for '" + dependency.id()
                        + "', which is a template and never starts; depend on a process that extends it"));
            }
            dependencies.add(never ? new DependencySettings(dependency.id(), dependency.condition(), true) : dependency);
        }
        return ProcessSettings.of(definition).withDependencies(dependencies);
    }

    /**
     * The problems where their settings are written, each once: a wrong value of a template is one problem, and not one for each
     * process that extends it.
     */
    public List<Problem> atTheirPlaces(List<Problem> found) {
        if (!shares) {
            return found;
        }
        Set<Problem> placed = new LinkedHashSet<>();
        for (Problem problem : found) {
            placed.add(problem.processId().isEmpty() || problem.setting().isEmpty() ? problem
                    : Inheritance.origin(config, problem.property()).map(from -> from.at(problem)).orElse(problem));
        }
        return List.copyOf(placed);
    }
}
