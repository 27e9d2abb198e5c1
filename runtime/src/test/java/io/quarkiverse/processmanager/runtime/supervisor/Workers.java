package io.quarkiverse.processmanager.runtime.supervisor;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;

/** The replicas of the process {@code worker} in a world. */
record Workers(World world) {

    World declare(ProcessDefinitionBuilder... builders) {
        return world.reconcile(Replicas.expand(Stream.of(builders).map(ProcessDefinitionBuilder::build).toList()));
    }

    ManagedProcess group() {
        return world.commands.get("worker");
    }

    List<String> ids() {
        return group().replicas().stream().map(ManagedProcess::id).toList();
    }

    CompletionStage<Map<String, ProcessStatus>> scale(int replicas) {
        return world.settled(group().scale(replicas));
    }

    List<String> living() {
        return Stream.of("worker-0", "worker-1", "worker-2", "worker-3").filter(id -> world.runner.living(id) > 0).toList();
    }

    static ProcessException failure(CompletionStage<?> stage) {
        return (ProcessException) catchThrowableOfType(CompletionException.class, () -> stage.toCompletableFuture().join())
                .getCause();
    }
}
