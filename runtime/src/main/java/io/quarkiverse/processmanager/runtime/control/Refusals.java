package io.quarkiverse.processmanager.runtime.control;

import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.runtime.control.wire.JsonText;

/** Answers with an error. */
final class Refusals {

    private Refusals() {
    }

    /** Sends the error and ends the answer. */
    static void send(Answer answer, String reason, String message) {
        answer.line(JsonText.of(Map.of("error", members(reason, message))));
        answer.end();
    }

    static void send(Answer answer, Throwable error) {
        if (error instanceof ProcessException failure) {
            send(answer, failure.reason().name(), failure.getMessage());
        } else {
            send(answer, "INVALID", String.valueOf(error.getMessage()));
        }
    }

    static Map<String, Object> members(String reason, String message) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("reason", reason);
        members.put("message", message);
        return members;
    }
}
