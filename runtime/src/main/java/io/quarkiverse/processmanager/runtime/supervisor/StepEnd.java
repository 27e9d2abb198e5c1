package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/**
 * The end of each step: re-evaluates the dependencies, advances the shutdowns, removes processes, and completes the results that
 * are decided. Only for the processes that have changed and those that wait for them. Confined to the loop.
 */
final class StepEnd implements SupervisorContext.EndOfStep {

    private final SupervisorContext context;
    private final ProcessRegistry registry;
    private final Shutdowns shutdowns;
    private final DependencyWatch dependencies;
    private final FileChanges files;
    private final List<Runnable> afterEvents = new ArrayList<>();
    private Plan plan = Plan.EMPTY;

    StepEnd(SupervisorContext context, ProcessRegistry registry, Shutdowns shutdowns, DependencyWatch dependencies,
            FileChanges files) {
        this.context = context;
        this.registry = registry;
        this.shutdowns = shutdowns;
        this.dependencies = dependencies;
        this.files = files;
    }

    @Override
    public void settle() {
        if (plan != registry.plan()) {
            plan = registry.plan();
            // Another plan can change what a process waits for.
            dependencies.watching().forEach(context::touch);
            files.planned(plan);
        }
        Set<String> changed = new LinkedHashSet<>();
        boolean settled = false;
        try {
            settle(changed);
            settled = true;
        } finally {
            if (!settled) {
                // The evaluation of one process has failed. The end of the repair evaluates all of them again.
                changed.forEach(context::touch);
                context.repair().soon();
            }
        }
        // The phases are final only now.
        each(changed, id -> registry.find(id).ifPresent(process -> process.waiters().decide(process.state())));
    }

    /** Adds the processes that have changed, also those that the evaluation of others changes. */
    private void settle(Set<String> changed) {
        List<String> touched = context.takeTouched();
        while (!touched.isEmpty() || shutdowns.areDue()) {
            changed.addAll(touched);
            each(touched, dependencies::changed);
            each(touched, files::settled);
            each(touched, shutdowns::changed);
            shutdowns.advance();
            each(touched, this::dropIfGone);
            touched = context.takeTouched();
        }
    }

    /** A failed step is rare, so this visits all processes. */
    @Override
    public void repair() {
        each(List.copyOf(registry.all()), SupervisedProcess::repair);
    }

    /** Does the same for each of them. A failure for one of them is thrown after all others. */
    private static <T> void each(Iterable<T> all, Consumer<T> task) {
        Optional<Throwable> failure = Optional.empty();
        for (T one : all) {
            try {
                task.accept(one);
            } catch (RuntimeException | Error e) {
                failure = Optional.of(failure.orElse(e));
            }
        }
        if (failure.isPresent() && failure.get() instanceof Error error) {
            throw error;
        } else if (failure.isPresent()) {
            throw (RuntimeException) failure.get();
        }
    }

    @Override
    public boolean publish() {
        return context.published().publish(registry.plan());
    }

    @Override
    public void published() {
        afterEvents.forEach(context.events()::afterwards);
        afterEvents.clear();
    }

    private void dropIfGone(String id) {
        if (!registry.isPlanned(id)) {
            registry.find(id).filter(process -> process.state().isGone()).ifPresent(this::drop);
        }
    }

    private void drop(SupervisedProcess process) {
        String id = process.id();
        process.waiters().decide(process.state());
        process.state().commands().cancelAll();
        registry.remove(id);
        dependencies.forget(id);
        context.published().remove(id);
        context.runner().forget(id);
        context.events().forget(id);
        context.application().ifPresent(services -> afterEvents.add(services.events().forget(id)));
    }
}
