package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.definition.NativeWay;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.LineLog;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningCommand;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Runs processes that do not exist: each is up at once, and exits when it is to stop. It has no output and no thread, so it calls
 * the listeners, which only post to the loop, on the thread of the caller.
 */
final class ImaginaryRunner implements ProcessRunner {

    private static final int SIGNALLED = 143;

    /** Finds the holders of ports. */
    interface Ports {
        CompletionStage<RunningProcess.PortHolders> holders(List<PortClaim> claims);
    }

    private final Ports ports;
    private final Semaphore starts = new Semaphore(0);
    private final AtomicInteger alive = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();

    /** The holders of ports are not known. */
    ImaginaryRunner() {
        this(claims -> CompletableFuture.completedFuture(RunningProcess.PortHolders.UNKNOWN));
    }

    /** The processes listen on all their ports. */
    ImaginaryRunner(Ports ports) {
        this.ports = ports;
    }

    /** Waits until so many processes have been started, and returns whether they have. */
    boolean awaitStarts(int count, long seconds) throws InterruptedException {
        return starts.tryAcquire(count, seconds, TimeUnit.SECONDS);
    }

    /** The number of processes that have started and not stopped. */
    int alive() {
        return alive.get();
    }

    /** The number of processes that have stopped. */
    int stopped() {
        return stopped.get();
    }

    @Override
    public RunningProcess start(Launch launch, Listener listener) {
        alive.incrementAndGet();
        listener.started(0);
        starts.release();
        return new Imaginary(listener);
    }

    @Override
    public RunningCommand run(RunningCommand.Order order) {
        throw new UnsupportedOperationException("an imaginary process has no commands");
    }

    @Override
    public void inherit(String application, Set<String> processIds) {
        // No process outlives this runner.
    }

    @Override
    public void endDetachedWithJvm() {
        // No process outlives this runner.
    }

    @Override
    public void nativeWay(NativeWay way) {
        // No process is started in any way.
    }

    @Override
    public String startMethod() {
        return "no process is real";
    }

    @Override
    public List<LogLine> logs(String processId, int count) {
        return List.of();
    }

    @Override
    public void measure(Set<String> processIds, Consumer<List<Measurement>> result) {
        // Nothing can be measured.
    }

    @Override
    public void logPolicy(String processId, LogPolicy policy) {
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
    public void forget(String processId) {
        // There is no output.
    }

    @Override
    public void outputTo(LineLog log) {
        // There is no output.
    }

    @Override
    public LineFeed follow(Predicate<String> processes, boolean history, Runnable news) {
        throw new UnsupportedOperationException("an imaginary process has no output");
    }

    @Override
    public Feed<byte[]> terminal(String processId, Runnable news) {
        throw new UnsupportedOperationException("an imaginary process has no terminal");
    }

    @Override
    public void close() {
        // Nothing to release.
    }

    private final class Imaginary implements RunningProcess.Absent {

        private final Listener listener;
        private final Instant since = SystemClock.wallTime();

        private Imaginary(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void terminate(Duration grace) {
            alive.decrementAndGet();
            stopped.incrementAndGet();
            Instant now = SystemClock.wallTime();
            listener.ended(Exits.of(SIGNALLED, Optional.of("TERM"), now, Duration.between(since, now)));
        }

        @Override
        public void kill() {
            terminate(Duration.ZERO);
        }

        @Override
        public CompletionStage<Void> signal(String name) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> listens(int port) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<PortHolders> portHolders(List<PortClaim> claims) {
            return ports.holders(claims);
        }

        @Override
        public CompletionStage<CommandResult> run(List<String> words, Duration timeout) {
            return new CompletableFuture<>();
        }
    }
}
