package io.quarkiverse.processmanager.runtime.process.assembly;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.StopPolicy.Scope;
import io.quarkiverse.processmanager.runtime.definition.text.ShellScript;
import io.quarkiverse.processmanager.runtime.process.output.OutputCapture;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRepair;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree;
import io.quarkiverse.processmanager.runtime.process.tree.StopRequest;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * The running command that must succeed before a process starts. When it ends, the rest of its tree is killed. Confined to the
 * owner.
 */
final class PreStart implements ProcessTree.Observer {

    static final String SIGNAL = "TERM";

    private final ProcessServices services;
    private final Listener listener;
    private ProcessTree tree;
    private Optional<Failure> failure = Optional.empty();
    private boolean exited;
    private boolean treeGone;
    private boolean ended;

    /**
     * The failure of the command.
     *
     * @param why the cause
     * @param repair whether another start can succeed; empty if the command was executed, so that no file decides that
     */
    record Failure(StartFailure why, Optional<StartRepair> repair) {
    }

    /**
     * Receives the end of the command, on the thread of the owner.
     *
     * @param ended called when no process of the tree is alive; with the failure of the command, if it has failed
     * @param killing called with the processes that the kill finds alive
     * @param notKilled called when processes survive the kill
     */
    record Listener(Consumer<Optional<Failure>> ended, Consumer<List<String>> killing, Consumer<List<String>> notKilled) {
    }

    PreStart(ProcessServices services, Listener listener) {
        this.services = services;
        this.listener = listener;
    }

    /** Follows a command that has just been spawned. */
    void follow(SpawnedRoot root, OutputCapture output) {
        tree = root.child().tree();
        root.process().onExit().thenRun(() -> {
            Duration uptime = root.child().uptime();
            services.owner().execute(() -> StartChainErrors.find(root, output, services, refusal -> {
                exited = true;
                failure = failure(root, uptime, refusal);
                if (!treeGone) {
                    services.terminator().kill(tree);
                }
                end();
            }));
        });
    }

    private Optional<Failure> failure(SpawnedRoot root, Duration uptime, Optional<StartChainErrors.Refusal> refusal) {
        if (root.process().exitValue() == 0) {
            return Optional.empty();
        }
        Exit exit = services.exitOf(root.process(), SystemClock.wallTime(), uptime);
        return refusal.map(found -> new Failure(refused(found.failure()), Optional.of(found.repair())))
                .or(() -> Optional.of(new Failure(new StartFailure(Reason.PRE_START_FAILED,
                        "its pre-start " + ShellScript.describe(root.command().words()) + " " + exit.describe()),
                        Optional.empty())));
    }

    /** The same failure with a sentence that names the command that failed. */
    static StartFailure refused(StartFailure failure) {
        return new StartFailure(failure.reason(), "its pre-start command cannot run: " + failure.detail());
    }

    void stop() {
        services.terminator().requestStop(tree, StopRequest.of(SIGNAL, Scope.TREE, Duration.ZERO));
    }

    void kill() {
        services.terminator().kill(tree);
    }

    @Override
    public void killing(List<String> living) {
        listener.killing().accept(living);
    }

    @Override
    public void notKilled(List<String> survivors) {
        listener.notKilled().accept(survivors);
    }

    @Override
    public void treeGone() {
        treeGone = true;
        end();
    }

    private void end() {
        if (exited && treeGone && !ended) {
            ended = true;
            services.unregister(tree.root());
            listener.ended().accept(failure);
        }
    }
}
