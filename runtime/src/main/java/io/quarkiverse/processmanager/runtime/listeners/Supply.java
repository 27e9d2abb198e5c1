package io.quarkiverse.processmanager.runtime.listeners;

import java.util.List;

/** What waits for one listener. Bounded: when there is no more room, the oldest makes it. For several threads. */
interface Supply<T> {

    /** Takes the next ones, oldest first; none if there are none at the moment. */
    List<T> next(int most);

    /** How many were gone before they were taken. */
    long lost();

    /** Nothing new comes from now on; what is there can still be taken. Idempotent. */
    void close();

    /** Of one who is only going to listen. */
    static <T> Supply<T> none() {
        return new Supply<>() {

            @Override
            public List<T> next(int most) {
                return List.of();
            }

            @Override
            public long lost() {
                return 0;
            }

            @Override
            public void close() {
                // There is nothing.
            }
        };
    }
}
