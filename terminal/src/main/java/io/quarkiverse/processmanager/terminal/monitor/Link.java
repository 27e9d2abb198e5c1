package io.quarkiverse.processmanager.terminal.monitor;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.monitor.Workers.Worker;
import io.quarkiverse.processmanager.terminal.monitor.draw.Tone;
import io.quarkiverse.processmanager.terminal.monitor.log.LogLine;
import io.quarkiverse.processmanager.terminal.text.Rows;

/**
 * Asks the application and puts its answers into the inbox. Each open answer has a thread, because reading it blocks. Owned by the
 * thread of the monitor.
 */
final class Link {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int KEPT_LINES = 1_000;
    private static final int MOST_ORDERS = 16;

    private final Application application;
    private final Inbox inbox;
    private final Workers workers;
    private final Semaphore orders = new Semaphore(MOST_ORDERS);
    private Optional<Worker> log = Optional.empty();
    private Optional<Worker> why = Optional.empty();

    Link(Application application, Inbox inbox, Workers workers) {
        this.application = application;
        this.inbox = inbox;
        this.workers = workers;
    }

    /** What is done with an answer. */
    private interface Reading {

        void read(Answer answer);
    }

    /** Watches the processes from now on, over the end of the application and over its return. */
    void watch() {
        workers.start("monitor-processes", worker -> {
            while (!worker.isCancelled()) {
                String lost = read(worker, "watch", Map.of(), answer -> {
                    for (Optional<Answer.Line> line = answer.next(); line.isPresent(); line = answer.next()) {
                        List<TableRow> rows = TableRow.all(line.get().members());
                        inbox.rows(rows);
                    }
                });
                inbox.news(model -> model.lost(lost));
                worker.pause(RETRY);
            }
        });
    }

    /** Why there is no answer, or no more. */
    private String read(Worker worker, String command, Map<String, ?> options, Reading reading) {
        try (Answer answer = worker.request(application, command, options)) {
            reading.read(answer);
            return "the application has ended";
        } catch (Failure e) {
            return e.getMessage();
        } catch (RuntimeException e) {
            return "the answer of the application is invalid: " + e;
        }
    }

    /** Shows another log; empty without an id. */
    void showLog(Effect.ShowLog wanted) {
        hideLog();
        inbox.logBegins(wanted.serial());
        Map<String, Object> options = Map.of("ids", wanted.ids(), "follow", true, "last", KEPT_LINES);
        log = Optional.of(workers.start("monitor-log", worker -> {
            boolean again = false;
            while (!worker.isCancelled()) {
                if (again) {
                    inbox.logBegins(wanted.serial());
                }
                read(worker, "logs", options, answer -> lines(answer, wanted.serial()));
                again = true;
                worker.pause(RETRY);
            }
        }));
    }

    private void lines(Answer answer, int serial) {
        Map<String, Long> starts = new HashMap<>();
        for (Optional<Answer.Line> line = answer.next(); line.isPresent(); line = answer.next()) {
            Members members = line.get().members();
            if (members.is("live")) {
                continue;
            } else if (LogLine.isRestart(members, starts)) {
                inbox.line(serial, LogLine.restart(members));
            }
            inbox.line(serial, LogLine.of(members));
        }
    }

    void hideLog() {
        log.ifPresent(Worker::cancel);
        log = Optional.empty();
    }

    /** Asks for the causes. A question before that has no answer yet is dropped. */
    void askWhy(String id) {
        why.ifPresent(Worker::cancel);
        why = Optional.of(workers.start("monitor-why",
                worker -> read(worker, "why", Map.of("ids", List.of(id)), answer -> {
                    List<Members> causes = answer.only().members().objects("causes");
                    inbox.news(model -> model.causes(id, causes));
                })));
    }

    /** Sends a command, and shows its result when it is there. A start waits until the process is up. */
    void order(Effect.Order order, Model model) {
        if (!orders.tryAcquire()) {
            model.notice(new Notice("cannot " + order.command() + " process '" + order.id() + "': " + MOST_ORDERS
                    + " commands have no result yet", Tone.BAD));
            return;
        }
        model.notice(new Notice(order.command() + " '" + order.id() + "' ...", Tone.PENDING));
        Map<String, Object> options = new HashMap<>(order.options());
        options.put("ids", List.of(order.id()));
        workers.start("monitor-command", worker -> {
            try (Answer answer = worker.request(application, order.command(), options)) {
                for (Optional<Answer.Line> line = answer.next(); line.isPresent(); line = answer.next()) {
                    Notice notice = result(line.get().members().object("result"));
                    inbox.news(one -> one.notice(notice));
                }
            } catch (RuntimeException e) {
                // A stack trace of this thread would be written into the screen.
                inbox.news(one -> one.notice(new Notice(refusal(order, e), Tone.BAD)));
            } finally {
                orders.release();
            }
        });
    }

    /** The sentence of the application; without a connection it has none about the process. */
    private static String refusal(Effect.Order order, RuntimeException error) {
        String message = firstLine(String.valueOf(error.getMessage()));
        return error instanceof Failure failure && failure.reason() == Failure.Reason.FAILED ? message
                : "cannot " + order.command() + " process '" + order.id() + "': " + message;
    }

    private static Notice result(Members result) {
        return result.is("ok")
                ? new Notice(Rows.outcome(result.text("id"), result.text("phase").toLowerCase(Locale.ROOT),
                        firstLine(result.text("why"))), Tone.GOOD)
                : new Notice(firstLine(result.text("message")), Tone.BAD);
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
