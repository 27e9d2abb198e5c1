package io.quarkiverse.processmanager.terminal.monitor;

import java.io.IOException;
import java.time.Duration;
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

    private static final long FRAME_NANOS = Duration.ofMillis(33).toNanos();
    /** A key is answered sooner than that; only a pasted text is drawn in steps. */
    private static final long KEY_FRAME_NANOS = Duration.ofMillis(8).toNanos();
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int KEY_WAIT_MILLIS = 1_000;

    private final Model model;
    private final KeyRules keys;
    private final MonitorView view;
    private final Inbox inbox;
    private final Link link;
    private boolean changed = true;
    private boolean keyed;
    private long drawn = System.nanoTime() - FRAME_NANOS;
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

    private void loop(Screen screen) {
        try {
            while (true) {
                drawIfDue(screen);
                Inbox.Batch batch = inbox.take(drawn + FRAME_NANOS, wakeAt());
                changed |= batch.hasNews() || batch.key().isEmpty() && System.nanoTime() - drawn >= SECOND_NANOS;
                perform(batch.tell(model), screen);
                if (batch.key().isPresent()) {
                    changed = true;
                    keyed = true;
                    if (!perform(keys.apply(batch.key().get()), screen)) {
                        return;
                    }
                    inbox.handled();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drawIfDue(Screen screen) {
        long now = System.nanoTime();
        if (changed && now - drawn >= (keyed ? KEY_FRAME_NANOS : FRAME_NANOS)) {
            // The uptimes of an application that has ended stand still.
            clock = model.lost().isEmpty() ? Instant.now() : clock;
            screen.draw(this::draw);
            drawn = now;
            changed = false;
            keyed = false;
        }
    }

    private void draw(Frame frame) {
        model.resized(frame.width(), frame.height());
        int cursor = view.draw(model, frame.buffer(), clock);
        if (cursor >= 0) {
            frame.setCursorPosition(cursor, frame.height() - 1);
        }
    }

    private long wakeAt() {
        if (changed) {
            return drawn + (keyed ? KEY_FRAME_NANOS : FRAME_NANOS);
        }
        boolean ticks = model.lost().isEmpty() && model.table().all().stream()
                .anyMatch(row -> row.figures().startedAt().isPresent());
        return drawn + (ticks ? SECOND_NANOS : 3600 * SECOND_NANOS);
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
