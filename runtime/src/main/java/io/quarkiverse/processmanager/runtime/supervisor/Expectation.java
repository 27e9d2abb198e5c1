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
interface Expectation {

    /** Looks at the process at the end of a step, when its phase is final; says whether there is nothing more to wait for. */
    boolean decide(Cell cell);

    /** The application goes that waits. */
    void letGo();

    /** Somebody waits until it is up in a certain sense. */
    static void up(Cell cell, Supervisor supervisor, Up up) {
        Loop.Timer timer = up.timeout.map(time -> supervisor.loop().after(time,
                () -> supervisor.step(() -> up.promise.breakWith(Reason.TIMEOUT,
                        "it took longer than " + Words.of(time) + "; " + cell.status().why()))))
                .orElse(Loop.Timer.NONE);
        cell.expect(new Timed(up, timer));
    }

    /** Somebody gives a stop so much time. */
    static void down(Cell cell, Supervisor supervisor, Down down) {
        Loop.Timer timer = supervisor.loop().after(down.options.timeout(), () -> supervisor.step(() -> down.timeUp(cell)));
        cell.expect(new Timed(down, timer));
    }

    /** A stop that somebody has given some time; its promise is kept by the stop itself. */
    record Down(Promises.Promise<ProcessStatus> promise, StopOptions options) implements Expectation {

        @Override
        public boolean decide(Cell cell) {
            return promise.isDecided() || !cell.isGoingDown();
        }

        @Override
        public void letGo() {
            // The stop has been asked for and goes on.
        }

        private void timeUp(Cell cell) {
            if (decide(cell)) {
                return;
            }
            if (options.force()) {
                cell.orders.hurry();
            } else {
                promise.breakWith(Reason.TIMEOUT, "it is still alive after " + Words.of(options.timeout()));
            }
        }
    }

    /** Waits until a process is as it should be. */
    record Up(Promises.Promise<ProcessStatus> promise, Predicate<ProcessStatus> wanted, Optional<Duration> timeout)
            implements
                Expectation {

        @Override
        public boolean decide(Cell cell) {
            ProcessStatus status = cell.status();
            if (wanted.test(status)) {
                promise.keep(status);
            } else if (status.phase() == ProcessPhase.FAILED) {
                promise.breakWith(cell.asException("wait for"));
            } else if (cell.goal() == Goal.DOWN) {
                promise.breakWith(Reason.NOT_RUNNING, status.phase().isAtRest() ? "it is stopped: " + status.why()
                        : "it is being stopped");
            } else if (status.phase() == ProcessPhase.COMPLETED) {
                promise.breakWith(Reason.NOT_RUNNING, "it has completed");
            } else {
                return promise.isDecided();
            }
            return true;
        }

        @Override
        public void letGo() {
            promise.breakWith(Reason.CLOSED, Promises.Book.RELOAD);
        }
    }

    /** Goes on waiting until that is decided, and takes its timer along. */
    record Timed(Expectation expected, Loop.Timer timer) implements Expectation {

        @Override
        public boolean decide(Cell cell) {
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
    record End(Promises.Promise<Exit> promise, long incarnation) implements Expectation {

        @Override
        public boolean decide(Cell cell) {
            Optional<Exit> exit = cell.exitSince(incarnation);
            if (exit.isPresent()) {
                promise.keep(exit.get());
            } else if (cell.phase() == ProcessPhase.FAILED) {
                promise.breakWith(cell.asException("wait for"));
            } else if (cell.phase() == ProcessPhase.STOPPED) {
                promise.breakWith(Reason.NOT_RUNNING, "it is stopped: " + cell.status().why());
            } else {
                return promise.isDecided();
            }
            return true;
        }

        @Override
        public void letGo() {
            promise.breakWith(Reason.CLOSED, Promises.Book.RELOAD);
        }
    }
}
