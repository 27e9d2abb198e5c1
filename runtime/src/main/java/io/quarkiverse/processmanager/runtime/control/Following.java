package io.quarkiverse.processmanager.runtime.control;

import java.util.concurrent.Flow;
import java.util.function.Function;

import io.smallrye.mutiny.Multi;

/**
 * Sends the items of a stream as lines until the stream or the client ends. It requests items only as fast as the client reads,
 * so a slow client costs what the stream keeps for a slow subscriber, and no more. The stream calls it, one call at a time.
 */
final class Following<T> implements Flow.Subscriber<T> {

    static final int BATCH = 256;

    private final Multi<T> items;
    private final Function<? super T, String> form;
    private final Answer answer;
    private final Runnable completed;
    private Flow.Subscription subscription;
    private int batch;
    private int left;

    private Following(Multi<T> items, Function<? super T, String> form, Answer answer, Runnable completed) {
        this.items = items;
        this.form = form;
        this.answer = answer;
        this.completed = completed;
    }

    /** @param form the line for an item; empty to leave it out */
    static <T> Following<T> of(Multi<T> items, Function<? super T, String> form, Answer answer) {
        Following<T> following = new Following<>(items, form, answer, answer::end);
        answer.follow(following::cancel);
        return following;
    }

    /** One of several streams of the same answer. */
    static <T> Following<T> part(Multi<T> items, Function<? super T, String> form, Answer answer) {
        return part(items, form, answer, () -> {
        });
    }

    /** The same; {@code completed} runs at the end of the stream. */
    static <T> Following<T> part(Multi<T> items, Function<? super T, String> form, Answer answer, Runnable completed) {
        return new Following<>(items, form, answer, completed);
    }

    /** Subscribes, and requests at most so many items that have not been sent. */
    void begin(int atOnce) {
        batch = atOnce;
        items.subscribe(this);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        if (batch < 0) {
            given.cancel();
            return;
        }
        subscription = given;
        left = batch;
        given.request(batch);
    }

    @Override
    public void onNext(T item) {
        String line = form.apply(item);
        if (!line.isEmpty()) {
            answer.line(line);
        }
        if (--left == 0) {
            left = Math.max(1, batch);
            answer.whenDrained(this::requestMore);
        }
    }

    private synchronized void requestMore() {
        if (batch > 0) {
            subscription.request(batch);
        }
    }

    @Override
    public void onError(Throwable error) {
        Refusals.send(answer, error);
    }

    @Override
    public void onComplete() {
        completed.run();
    }

    synchronized void cancel() {
        batch = -1;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
