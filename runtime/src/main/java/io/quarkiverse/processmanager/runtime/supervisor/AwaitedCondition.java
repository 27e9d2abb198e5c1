package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.rules.Words;

/** Somebody waits for something of a process without wanting to change it. Confined to the loop. */
interface AwaitedCondition {

    /** Looks at the process at the end of a step, when its phase is final; says whether there is nothing more to wait for. */
    boolean decide(SupervisedProcess cell);

    /** The application goes that waits. */
    void letGo();

    /** Somebody waits until it is up in a certain sense. */
    static void up(SupervisedProcess cell, Supervisor supervisor, Reached up) {
        Loop.Timer timer = up.timeout.map(time -> supervisor.loop().after(time,
                () -> supervisor.step(() -> up.promise.fail(Reason.TIMEOUT,
                        "it took longer than " + Words.of(time) + "; " + cell.status().why()))))
                .orElse(Loop.Timer.NONE);
        cell.expect(new Timed(up, timer));
    }

    /** Somebody gives a stop so much time. */
    static void down(SupervisedProcess cell, Supervisor supervisor, StopTimeLimit down) {
        Loop.Timer timer = supervisor.loop().after(down.options.timeout(), () -> supervisor.step(() -> down.timeUp(cell)));
        cell.expect(new Timed(down, timer));
    }

    /** A stop that somebody has given some time; its promise is kept by the stop itself. */
    record StopTimeLimit(PendingResult<ProcessStatus> promise, StopOptions options) implements AwaitedCondition {

        @Override
        public boolean decide(SupervisedProcess cell) {
            return promise.isDone() || !cell.isGoingDown();
        }

        @Override
        public void letGo() {
            // The stop has been asked for and goes on.
        }

        private void timeUp(SupervisedProcess cell) {
            if (decide(cell)) {
                return;
            }
            if (options.force()) {
                cell.orders.hurry();
            } else {
                promise.fail(Reason.TIMEOUT, "it is still alive after " + Words.of(options.timeout()));
            }
        }
    }

    /** Waits until a process is as it should be. */
    record Reached(PendingResult<ProcessStatus> promise, Predicate<ProcessStatus> wanted, Optional<Duration> timeout)
            implements
                AwaitedCondition {

        @Override
        public boolean decide(SupervisedProcess cell) {
            ProcessStatus status = cell.status();
            if (wanted.test(status)) {
                promise.complete(status);
            } else if (status.phase() == ProcessPhase.FAILED) {
                promise.fail(cell.asException("wait for"));
            } else if (cell.goal() == Goal.DOWN) {
                promise.fail(Reason.NOT_RUNNING, status.phase().isAtRest() ? "it is stopped: " + status.why()
                        : "it is being stopped");
            } else if (status.phase() == ProcessPhase.COMPLETED) {
                promise.fail(Reason.NOT_RUNNING, "it has completed");
            } else {
                return promise.isDone();
            }
            return true;
        }

        @Override
        public void letGo() {
            promise.fail(Reason.CLOSED, PendingResults.RELOAD);
        }
    }

    /** Goes on waiting until that is decided, and takes its timer along. */
    record Timed(AwaitedCondition expected, Loop.Timer timer) implements AwaitedCondition {

        @Override
        public boolean decide(SupervisedProcess cell) {
            boolean decided = expected.decide(cell);
            if (decided) {
                timer.cancel();
            }
            return decided;
        }

        @Override
        public void letGo() {
            timer.cancel();
            expected.letGo();
        }
    }

    /** Waits for the end of an incarnation. */
    record Exited(PendingResult<Exit> promise, long incarnation) implements AwaitedCondition {

        @Override
        public boolean decide(SupervisedProcess cell) {
            Optional<Exit> exit = cell.exitSince(incarnation);
            if (exit.isPresent()) {
                promise.complete(exit.get());
            } else if (cell.phase() == ProcessPhase.FAILED) {
                promise.fail(cell.asException("wait for"));
            } else if (cell.phase() == ProcessPhase.STOPPED) {
                promise.fail(Reason.NOT_RUNNING, "it is stopped: " + cell.status().why());
            } else {
                return promise.isDone();
            }
            return true;
        }

        @Override
        public void letGo() {
            promise.fail(Reason.CLOSED, PendingResults.RELOAD);
        }
    }
}
