package io.quarkiverse.processmanager.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of a JSON object of an answer. An absent member, also one that a newer or older application does not send, is empty
 * or zero.
 */
record Members(Map<?, ?> map) {

    String text(String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    Optional<Long> number(String name) {
        return map.get(name) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    Optional<Double> decimal(String name) {
        return map.get(name) instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    boolean has(String name) {
        return map.containsKey(name);
    }

    Members object(String name) {
        return new Members(map.get(name) instanceof Map<?, ?> members ? members : Map.of());
    }

    List<Members> objects(String name) {
        List<Members> objects = new ArrayList<>();
        if (map.get(name) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> members) {
                    objects.add(new Members(members));
                }
            }
        }
        return objects;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (map.get(name) instanceof List<?> list) {
            list.forEach(element -> texts.add(String.valueOf(element)));
        }
        return texts;
    }
}
