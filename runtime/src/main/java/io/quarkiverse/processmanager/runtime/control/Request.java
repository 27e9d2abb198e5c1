package io.quarkiverse.processmanager.runtime.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.program.Json;

/**
 * One line of a client.
 *
 * @param command its name
 * @param members all members of the object
 */
record Request(String command, Map<?, ?> members) {

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException with the reason if it is no request
     */
    static Request parse(String line) {
        try {
            if (Json.parse(line) instanceof Map<?, ?> members && members.get("command") instanceof String command) {
                return new Request(command, members);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot read the request: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("cannot read the request: it is no object with a command");
    }

    /** The ids in the request; empty without any. */
    List<String> ids() {
        return texts("ids");
    }

    /** The texts of a list; empty without the list. */
    List<String> texts(String option) {
        List<String> texts = new ArrayList<>();
        if (members.get(option) instanceof List<?> list) {
            for (Object one : list) {
                if (!(one instanceof String text)) {
                    throw new IllegalArgumentException("cannot " + command + ": the " + option + " are no texts");
                }
                texts.add(text);
            }
        }
        return texts;
    }

    /** The texts of an object by their names; empty without the object. */
    Map<String, String> values(String option) {
        Map<String, String> values = new HashMap<>();
        if (members.get(option) instanceof Map<?, ?> object) {
            object.forEach((name, value) -> {
                if (!(value instanceof String text)) {
                    throw new IllegalArgumentException("cannot " + command + ": the " + option + " are no texts");
                }
                values.put(String.valueOf(name), text);
            });
        }
        return values;
    }

    /** This request with other ids. */
    Request withIds(List<String> ids) {
        Map<Object, Object> others = new HashMap<>(members);
        others.put("ids", ids);
        return new Request(command, others);
    }

    /** The only id of a request about one process. */
    String id() {
        List<String> ids = ids();
        if (ids.size() != 1) {
            throw new IllegalArgumentException("cannot " + command + ": the request must name one process");
        }
        return ids.get(0);
    }

    boolean is(String option) {
        return Boolean.TRUE.equals(members.get(option));
    }

    Optional<String> text(String option) {
        return members.get(option) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** The number, at least zero; the other one if it is absent. */
    long number(String option, long otherwise) {
        return members.get(option) instanceof Number number ? Math.max(0, number.longValue()) : otherwise;
    }
}
