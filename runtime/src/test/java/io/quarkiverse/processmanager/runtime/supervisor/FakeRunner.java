package io.quarkiverse.processmanager.runtime.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.TerminalSize;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.definition.NativeWay;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningCommand;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;

/**
 * Processes that exist only for the test. By default one comes alive at once, lives until it gets the stop signal, and exits
 * at once then; {@link Temper} changes that.
 */
final class FakeRunner implements ProcessRunner {

    /** How the processes of one id behave. */
    enum Temper {
        WILLING,
        /** Ends only when it is killed. */
        STUBBORN,
        /** Cannot be killed. */
        IMMORTAL,
        /** Is killed without anybody hearing of it. */
        UNHEARD_OF,
        /** Cannot be started: its program does not exist. */
        UNSTARTABLE,
        /** Cannot be started because its pre-start command fails. */
        UNPREPARED,
        /** Cannot be started for want of resources. */
        SHORT_OF_RESOURCES,
        /** Is being started until the test says {@link Fake#comeAlive()}. */
        SLOW_TO_START
    }

    private final Loop loop;
    private final Map<String, Temper> tempers = new HashMap<>();
    private final Map<String, List<Fake>> processes = new HashMap<>();
    final Map<String, LogPolicy> logPolicies = new HashMap<>();
    /** The processes whose product exists. */
    final Set<String> products = new HashSet<>();
    /** The processes whose start throws, as the JDK does when the system refuses a thread. */
    final Set<String> refusedThreads = new HashSet<>();
    /** The processes whose output cannot be read, and whose stop throws. */
    final Set<String> broken = new HashSet<>();
    final List<FakeCommand> commands = new ArrayList<>();
    Injected injected = Injected.none();
    /** Makes the listener that the processes call. */
    UnaryOperator<Listener> reports = listener -> listener;
    private long pids = 100;
    int measurements;
    /** Keeps the results of measurements until the test passes them on. */
    boolean measuresSlowly;
    final List<Runnable> results = new ArrayList<>();
    /** What the processes with a claimed port answer. */
    Optional<String> portConflict = Optional.empty();
    Set<Integer> ownPorts = Set.of();
    /** How often the holders of ports were determined. */
    int portQuestions;
    /** Completes when the answers about ports are known. */
    CompletableFuture<Void> portsKnown = CompletableFuture.completedFuture(null);
    Set<Integer> listening = Set.of();
    /** The answer to a request to notice that a port listens. */
    CompletableFuture<Void> listens = CompletableFuture.failedFuture(new UnsupportedOperationException());
    int listeningQuestions;
    Optional<OutOfMemoryError> listeningFailure = Optional.empty();
    ProcessMetrics metrics = new ProcessMetrics(OptionalDouble.of(50), OptionalLong.of(1_048_576), Duration.ofSeconds(1), 2,
            OptionalInt.of(3), OptionalLong.empty());

    FakeRunner(Loop loop) {
        this.loop = loop;
    }

    void temper(String id, Temper temper) {
        tempers.put(id, temper);
    }

    /** The last started process of the id. */
    Fake last(String id) {
        List<Fake> all = started(id);
        return all.get(all.size() - 1);
    }

    List<Fake> started(String id) {
        return processes.getOrDefault(id, List.of());
    }

    /** Forgets the processes that are gone, except the last one of each id. */
    void forgetGone() {
        processes.values().forEach(all -> all.removeIf(fake -> fake.gone && fake != all.get(all.size() - 1)));
    }

    long living(String id) {
        return started(id).stream().filter(fake -> !fake.gone).count();
    }

    @Override
    public RunningProcess start(Launch launch, Listener listener) {
        injected.call("start");
        if (refusedThreads.contains(launch.processId())) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        Fake fake = new Fake(launch, reports.apply(listener), tempers.getOrDefault(launch.processId(), Temper.WILLING));
        processes.computeIfAbsent(launch.processId(), id -> new ArrayList<>()).add(fake);
        if (launch.product().filter(ProcessRunner.Product::skips).isPresent() && products.contains(launch.processId())) {
            fake.end(Exits.skipped(launch.product().get().path(), loop.now().time()));
        } else if (fake.temper == Temper.UNSTARTABLE) {
            fake.end(Exits.notStarted(Reason.ENOENT, "command not found: nothing", loop.now().time()));
        } else if (fake.temper == Temper.SHORT_OF_RESOURCES) {
            fake.end(Exits.notStarted(Reason.OUT_OF_RESOURCES, "too many open files", loop.now().time()));
        } else if (fake.temper == Temper.UNPREPARED) {
            fake.end(Exits.notStarted(Reason.PRE_START_FAILED, "its pre-start command 'rm' exited with 3", loop.now().time()));
        } else if (fake.temper != Temper.SLOW_TO_START) {
            fake.comeAlive();
        }
        return fake;
    }

    @Override
    public RunningCommand run(RunningCommand.Order order) {
        injected.call("run");
        FakeCommand command = new FakeCommand(order, new CompletableFuture<>());
        commands.add(command);
        return command;
    }

    /** A command that ends when the test says so, or when it is cancelled. */
    record FakeCommand(Order order, CompletableFuture<Exit> exit) implements RunningCommand {

        void exit(int code) {
            exit.complete(Exits.of(code, Optional.empty(), Instant.EPOCH, Duration.ofMillis(1_200)));
        }

        @Override
        public void cancel(Reason reason, String why) {
            exit.complete(Exits.notStarted(reason, why, Instant.EPOCH));
        }
    }

    @Override
    public List<LogLine> logs(String processId, int count) {
        if (broken.contains(processId)) {
            throw new IllegalStateException("broken");
        }
        injected.call("logs");
        return List.of();
    }

    @Override
    public void measure(Set<String> processIds, Consumer<List<Measurement>> result) {
        injected.call("measure");
        measurements++;
        List<Measurement> all = processIds.stream()
                .map(id -> new Measurement(id, last(id).launch.incarnation(), metrics)).toList();
        if (measuresSlowly) {
            results.add(() -> result.accept(all));
        } else {
            result.accept(all);
        }
    }

    @Override
    public void logPolicy(String processId, LogPolicy policy) {
        injected.call("logPolicy");
        logPolicies.put(processId, policy);
    }

    @Override
    public void inherit(String application, Set<String> processIds) {
        // Nothing was there before.
    }

    @Override
    public void nativeWay(NativeWay way) {
        throw new UnsupportedOperationException("the supervisor does not choose the way");
    }

    @Override
    public String startMethod() {
        return "no process is real";
    }

    @Override
    public void endDetachedWithJvm() {
        // There is no next runner.
    }

    @Override
    public void forget(String processId) {
        // There is no output.
    }

    @Override
    public void outputTo(LineLog log) {
        // There is no output.
    }

    @Override
    public Optional<String> fileProblem(String processId) {
        return Optional.empty();
    }

    @Override
    public long missingInFile(String processId) {
        return 0;
    }

    @Override
    public LineFeed follow(Predicate<String> processes, boolean history, Runnable news) {
        throw new UnsupportedOperationException("there is no output");
    }

    @Override
    public Feed<byte[]> terminal(String processId, Runnable news) {
        throw new UnsupportedOperationException("there is no terminal");
    }

    @Override
    public void close() {
        // The test ends the processes.
    }

    final class Fake implements RunningProcess {

        final Launch launch;
        private final Listener listener;
        private final Temper temper;
        /** The success that the supervisor has reported. */
        Optional<Exit> succeeded = Optional.empty();
        private long pid;
        private boolean exited;
        /** The root has exited, and the listener does not receive the exit until the test says so. */
        boolean exitsUnreported;
        boolean gone;
        boolean terminated;
        /** The grace period of each request to stop. */
        final List<Duration> graces = new ArrayList<>();
        boolean killed;
        final List<String> signals = new ArrayList<>();
        final List<String> sent = new ArrayList<>();
        final List<TerminalSize> sizes = new ArrayList<>();
        final CompletableFuture<Void> startable = new CompletableFuture<>();

        private Fake(Launch launch, Listener listener, Temper temper) {
            this.launch = launch;
            this.listener = listener;
            this.temper = temper;
        }

        boolean isAlive() {
            return pid != 0;
        }

        @Override
        public boolean hasExited() {
            return exited || exitsUnreported;
        }

        /** Ends whatever is left. */
        void end() {
            exit(137);
        }

        void comeAlive() {
            pid = pids++;
            listener.started(pid);
        }

        /** The root and all of its tree end. */
        void exit(int code) {
            end(Exits.of(code, Optional.empty(), loop.now().time(), Duration.ofSeconds(1)));
        }

        /** The root and all of its tree end, and the output reports a port that is in use. */
        void exit(int code, TakenPort taken) {
            exited = true;
            listener.exited(Exits.of(code, Optional.empty(), loop.now().time(), Duration.ofSeconds(1)), 0);
            listener.portTaken(taken);
            disappear();
        }

        /** The root ends and leaves others. */
        void exitLeaving(int code, int leftovers) {
            exited = true;
            listener.exited(Exits.of(code, Optional.empty(), loop.now().time(), Duration.ofSeconds(1)), leftovers);
        }

        /** The last line of output looks like a question, and nothing follows. */
        void ask(String line) {
            listener.asks(line);
        }

        void disappear() {
            if (!gone) {
                gone = true;
                listener.gone();
            }
        }

        private void end(Exit exit) {
            if (!exited) {
                exited = true;
                if (exit.wasStarted() && launch.product().isPresent()) {
                    listener.produced(products.contains(launch.processId()));
                }
                listener.exited(exit, 0);
            }
            disappear();
        }

        @Override
        public void terminate(Duration grace) {
            if (broken.contains(launch.processId())) {
                throw new IllegalStateException("broken");
            }
            injected.call("terminate");
            terminated = true;
            graces.add(grace);
            if (temper == Temper.WILLING || temper == Temper.SLOW_TO_START) {
                end(Exits.of(143, Optional.of("TERM"), loop.now().time(), Duration.ofSeconds(1)));
            }
        }

        @Override
        public void kill() {
            injected.call("kill");
            killed = true;
            listener.killing(List.of(pid + " sleep"));
            if (temper == Temper.IMMORTAL) {
                listener.notKilled(List.of(pid + " sleep: operation not permitted"));
            } else if (temper != Temper.UNHEARD_OF) {
                end(Exits.of(137, Optional.of("KILL"), loop.now().time(), Duration.ofSeconds(1)));
            }
        }

        @Override
        public CompletionStage<Void> signal(String name) {
            signals.add(name);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> send(String text) {
            sent.add(text);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void resize(TerminalSize size) {
            sizes.add(size);
        }

        @Override
        public void succeeded(Exit exit) {
            succeeded = Optional.of(exit);
        }

        @Override
        public CompletionStage<String> notified() {
            return new CompletableFuture<>();
        }

        @Override
        public Optional<Duration> sinceKeepAlive() {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Boolean> appeared(Path file) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public CompletionStage<Void> startable() {
            return startable;
        }

        @Override
        public void stopPolicy(StopPolicy policy) {
            injected.call("stopPolicy");
            // It ends as its temper says.
        }

        @Override
        public CompletionStage<String> firstLine(String regex) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Set<Integer>> listeningPorts() {
            listeningQuestions++;
            listeningFailure.ifPresent(failure -> {
                throw failure;
            });
            return CompletableFuture.completedFuture(listening);
        }

        @Override
        public CompletionStage<Void> listens(int port) {
            return FakeRunner.this.listens;
        }

        @Override
        public CompletionStage<PortHolders> portHolders(List<PortClaim> claims) {
            portQuestions++;
            return portsKnown.thenApply(known -> new PortHolders(portConflict, ownPorts));
        }

        @Override
        public CompletionStage<CommandResult> run(List<String> words, Duration timeout) {
            return new CompletableFuture<>();
        }
    }
}
