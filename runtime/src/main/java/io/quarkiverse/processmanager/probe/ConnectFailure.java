package io.quarkiverse.processmanager.probe;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;

/** Says in a few words why a connection did not come about. */
final class ConnectFailure {

    private ConnectFailure() {
    }

    /** The end of a sentence about the target, such as {@code connection to localhost:5432 was refused}. */
    static String describe(String target, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof UnknownHostException) {
            return "the host of " + target + " is not known";
        }
        if (failure instanceof ConnectException && message.contains("refused")) {
            return "connection to " + target + " was refused";
        }
        if (failure instanceof NoRouteToHostException || message.contains("unreachable")) {
            return target + " cannot be reached";
        }
        return "connection to " + target + " failed: " + reason(failure);
    }

    /** The message of the cause, or its kind if it has none. */
    static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
