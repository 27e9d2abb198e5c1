package io.quarkiverse.processmanager.terminal.monitor;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.tamboui.terminal.Backend;
import dev.tamboui.terminal.Frame;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.monitor.Workers.Worker;

/**
 * The full-screen monitor: a table of the processes, and the log of the selected one. {@link #run} owns the model; threads of its
 * own read the keys and the answers of the application.
 */
public final class Monitor {

    private static final int KEY_WAIT_MILLIS = 1_000;

    private final Model model;
    private final KeyRules keys;
    private final MonitorView view;
    private final Inbox inbox;
    private final Link link;
    private final Pace pace = new Pace(System.nanoTime());
    private Instant clock = Instant.now();

    private Monitor(MonitorOptions options, Inbox inbox, Link link) {
        this.model = new Model(options);
        this.keys = new KeyRules(model);
        this.view = MonitorView.of(options);
        this.inbox = inbox;
        this.link = link;
    }

    /**
     * Shows the monitor until a key closes it, the input ends or the thread is interrupted. The terminal is then as it was, no
     * thread is left, and the backend is still open. The end of the application does not end the monitor, which waits for the
     * application to return.
     *
     * @param backend the terminal; one thread of the monitor draws, another one reads
     * @throws IOException if the terminal cannot be written
     */
    public static void run(Backend backend, Application application, MonitorOptions options) throws IOException {
        Inbox inbox = new Inbox();
        try (Screen screen = Screen.open(backend, options.mouse()); Workers workers = new Workers()) {
            backend.onResize(() -> inbox.news(model -> {
            }));
            Link link = new Link(application, inbox, workers);
            link.watch();
            workers.start("monitor-keys", worker -> readKeys(backend, inbox, worker));
            new Monitor(options, inbox, link).loop(screen);
        } finally {
            backend.onResize(() -> {
            });
        }
    }

    private static void readKeys(Backend backend, Inbox inbox, Worker worker) {
        KeyDecoder decoder = new KeyDecoder(backend::read);
        try {
            while (!worker.isCancelled()) {
                Optional<Input> next = decoder.next(KEY_WAIT_MILLIS);
                if (next.isPresent()) {
                    inbox.key(next.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            inbox.end();
        }
    }

    private void loop(Screen screen) throws IOException {
        try {
            boolean open = true;
            while (open) {
                drawIfDue(screen);
                Inbox.Batch batch = inbox.take(pace.newsAt(), pace.wakeAt(ticks()));
                pace.waited(System.nanoTime(), ticks());
                if (batch.hasNews()) {
                    pace.changed();
                    perform(batch.tell(model), screen);
                }
                open = batch.key().isEmpty() || key(batch.key().get(), screen);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns false if the key ends the monitor; then no further key is read. */
    private boolean key(Input key, Screen screen) {
        pace.keyed();
        boolean open = perform(keys.apply(key), screen);
        if (open) {
            inbox.handled();
        }
        return open;
    }

    private void drawIfDue(Screen screen) throws IOException {
        if (pace.isDue(System.nanoTime())) {
            // The uptimes of an application that has ended stand still.
            clock = model.lost().isEmpty() ? Instant.now() : clock;
            screen.draw(this::draw);
            pace.drawn(System.nanoTime());
        }
    }

    /** Whether a time is visible. */
    private boolean ticks() {
        return model.lost().isEmpty()
                && model.table().shown().stream().anyMatch(TableRow::ticks);
    }

    private void draw(Frame frame) {
        model.resized(frame.width(), frame.height());
        int cursor = view.draw(model, frame.buffer(), clock);
        if (cursor >= 0) {
            frame.setCursorPosition(cursor, frame.height() - 1);
        }
    }

    /** Returns false if the monitor ends. */
    private boolean perform(List<Effect> effects, Screen screen) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Leave) {
                return false;
            } else if (effect instanceof Effect.Order order) {
                link.order(order, model);
            } else if (effect instanceof Effect.ShowLog log) {
                link.showLog(log);
            } else if (effect instanceof Effect.HideLog) {
                link.hideLog();
            } else if (effect instanceof Effect.AskWhy why) {
                link.askWhy(why.id());
            } else if (effect instanceof Effect.Redraw) {
                screen.clear();
            }
        }
        return true;
    }
}
