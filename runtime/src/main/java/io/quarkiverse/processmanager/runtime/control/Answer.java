package io.quarkiverse.processmanager.runtime.control;

/** Receives the lines of the answer to one request. Safe for use by several threads. */
interface Answer {

    /** Sends a line of JSON. Returns at once; a line after the end is dropped. */
    void line(String json);

    /** The answer is complete. */
    void end();

    /** Whether the client reads more slowly than the lines arrive, so that no more should be sent. */
    boolean isFull();

    /** Runs an action once, when the answer is no longer full; at once if it is not full now. */
    void whenDrained(Runnable action);

    /**
     * The answer has no end of its own: the client ends it by closing its side of the connection.
     *
     * @param cancel runs once, when the client has closed its side or the connection is lost; at once if that is the case now
     */
    void follow(Runnable cancel);
}
