package io.quarkiverse.processmanager.runtime.safe;

/** A search was stopped before its end. The message is the end of a sentence. */
public final class SearchStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SearchStoppedException(String message) {
        super(message, null, false, false);
    }
}
