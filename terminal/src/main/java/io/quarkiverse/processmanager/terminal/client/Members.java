package io.quarkiverse.processmanager.terminal.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of a JSON object of an answer. An absent member, also one that a newer or older application does not send, is empty
 * or zero.
 */
public record Members(Map<?, ?> map) {

    public String text(String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    public Optional<Long> number(String name) {
        return map.get(name) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    public Optional<Double> decimal(String name) {
        return map.get(name) instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    public boolean is(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    public boolean has(String name) {
        return map.containsKey(name);
    }

    public Members object(String name) {
        return new Members(map.get(name) instanceof Map<?, ?> members ? members : Map.of());
    }

    public List<Members> objects(String name) {
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

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (map.get(name) instanceof List<?> list) {
            list.forEach(element -> texts.add(String.valueOf(element)));
        }
        return texts;
    }
}
