package io.quarkiverse.processmanager.runtime.listeners;

import java.util.concurrent.Flow;

/** A subscriber to a stream. It receives as many items as it requests, and the end. */
final class Stream<T> implements Flow.Subscription, Receiver<T> {

    private final Flow.Subscriber<? super T> subscriber;
    private final Delivery<T> delivery;

    Stream(String name, Flow.Subscriber<? super T> subscriber, ListenerThreads threads) {
        this.subscriber = subscriber;
        this.delivery = new Delivery<>(name, this, threads);
    }

    Delivery<T> delivery() {
        return delivery;
    }

    @Override
    public void request(long count) {
        if (count > 0) {
            delivery.request(count);
        } else {
            delivery.close();
            subscriber.onError(new IllegalArgumentException("a subscriber asked for " + count + " items"));
        }
    }

    @Override
    public void cancel() {
        delivery.close();
    }

    @Override
    public void take(T item) {
        subscriber.onNext(item);
    }

    @Override
    public void end() {
        subscriber.onComplete();
    }
}
