package io.quarkiverse.processmanager.runtime.supervisor;

import static io.quarkiverse.processmanager.runtime.supervisor.World.define;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;

/** Processes that an application creates and removes at random, and what it then has to find. */
final class Creations {

    static final List<String> IDS = List.of("made", "helper", "kept");

    private final World world;
    private final Random random;
    private final Map<String, ProcessDefinition> present = new HashMap<>();
    /** Those that an application before this one has created. */
    private final Set<String> inherited = new TreeSet<>();

    Creations(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    Set<String> present() {
        return present.keySet();
    }

    /** Gives the id of one that was not there before. */
    Optional<String> create(boolean attached) {
        ProcessDefinition definition = any();
        Optional<Reason> expected = refusal(definition, attached);

        Optional<Reason> refused = failure(world.settled(world.commands.creation().create(List.of(definition))));

        assertThat(refused).as("creation of " + definition).isEqualTo(expected);
        boolean fresh = refused.isEmpty() && !present.containsKey(definition.id());
        if (refused.isEmpty()) {
            present.put(definition.id(), definition);
            inherited.remove(definition.id());
        }
        return fresh ? Optional.of(definition.id()) : Optional.empty();
    }

    /** Says whether it goes now. */
    boolean remove(String id) {
        boolean needed = present.values().stream().anyMatch(other -> dependsOn(other, id));

        CompletionStage<Void> removal = world.settled(world.commands.remove(id));

        if (needed) {
            assertThat(failure(removal)).as("removal of " + id).contains(Reason.HAS_DEPENDENTS);
        } else {
            present.remove(id);
            inherited.remove(id);
            assertThat(world.commands.find(id)).isEmpty();
        }
        return !needed;
    }

    /** The application goes: those that are kept stay, unless they need one that goes. */
    void applicationGoes() {
        present.values().removeIf(one -> !one.keepOnReload());
        while (present.values().removeIf(one -> one.dependencies().stream().map(Dependency::id)
                .anyMatch(other -> IDS.contains(other) && !present.containsKey(other)))) {
            // One that goes can take others with it.
        }
        inherited.retainAll(present.keySet());
        inherited.addAll(present.keySet());
    }

    private Optional<Reason> refusal(ProcessDefinition definition, boolean attached) {
        ProcessDefinition known = present.get(definition.id());
        if (!attached) {
            return Optional.of(Reason.CLOSED);
        } else if (known != null && !inherited.contains(definition.id())) {
            return known.equals(definition) ? Optional.empty() : Optional.of(Reason.EXISTS);
        }
        boolean lacks = definition.dependencies().stream().map(Dependency::id)
                .anyMatch(other -> IDS.contains(other) && !present.containsKey(other));
        return lacks ? Optional.of(Reason.INVALID) : Optional.empty();
    }

    /** Each can need those before it, so there are no circles. */
    private ProcessDefinition any() {
        int number = random.nextInt(IDS.size());
        ProcessDefinitionBuilder builder = define(IDS.get(number)).command("run", "v" + random.nextInt(2));
        if (number > 0 && random.nextBoolean()) {
            builder.dependsOn(IDS.get(number - 1));
        } else if (random.nextBoolean()) {
            builder.dependsOn("db");
        }
        return (random.nextInt(3) > 0 ? builder.keepOnReload() : builder).build();
    }

    private static boolean dependsOn(ProcessDefinition one, String id) {
        return one.dependencies().stream().anyMatch(dependency -> dependency.id().equals(id));
    }

    /** Of a stage that is decided at once if it fails. */
    private static Optional<Reason> failure(CompletionStage<?> stage) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        stage.whenComplete((nothing, error) -> failure.set(error));
        return Optional.ofNullable(failure.get()).map(error -> error instanceof CompletionException ? error.getCause() : error)
                .map(error -> ((ProcessException) error).reason());
    }
}
