package io.quarkiverse.processmanager.runtime.listeners;

import java.util.concurrent.Flow;

/** The subscription of one subscriber to a stream. The subscriber receives as many items as it requests, then the end. */
final class StreamSubscription<T> implements Flow.Subscription, Receiver<T> {

    private final Flow.Subscriber<? super T> subscriber;
    private final ListenerQueue<T> queue;

    StreamSubscription(String name, Flow.Subscriber<? super T> subscriber, ListenerThreads threads) {
        this.subscriber = subscriber;
        this.queue = new ListenerQueue<>(name, this, threads);
    }

    ListenerQueue<T> queue() {
        return queue;
    }

    @Override
    public void request(long count) {
        if (count > 0) {
            queue.request(count);
        } else {
            queue.close();
            subscriber.onError(new IllegalArgumentException("a subscriber has requested " + count + " items"));
        }
    }

    @Override
    public void cancel() {
        queue.close();
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
