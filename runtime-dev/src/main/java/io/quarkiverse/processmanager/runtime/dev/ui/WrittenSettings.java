package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.runtime.definition.Secrets;

/**
 * Masks settings in the form in which a source of the configuration has them: {@code args=--password,X} is one text, and
 * {@code args[0]} and {@code args[1]} are two settings, but both are the words of one command line. Pure functions.
 */
final class WrittenSettings {

    private static final Pattern ELEMENT = Pattern.compile("(.+)\\[([0-9]{1,9})]");
    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

    private WrittenSettings() {
    }

    /** The settings with the secrets of their process masked. */
    static Map<String, String> of(ProcessDefinition definition, Map<String, String> settings) {
        Secrets secrets = Secrets.of(definition);
        Map<String, TreeMap<Integer, String>> lists = new LinkedHashMap<>();
        Map<String, String> masked = new TreeMap<>();
        settings.forEach((key, value) -> {
            Matcher element = ELEMENT.matcher(key);
            if (element.matches()) {
                lists.computeIfAbsent(element.group(1), any -> new TreeMap<>()).put(Integer.valueOf(element.group(2)), value);
            } else {
                List<String> words = List.of(COMMA.split(value, -1));
                masked.put(key, isOfCommand(key) ? String.join(",", words(definition, key, words, secrets))
                        : secrets.mask(Map.of(key, value)).get(key));
            }
        });
        lists.forEach((key, elements) -> {
            List<String> words = words(definition, key, List.copyOf(elements.values()), secrets);
            int next = 0;
            for (int index : elements.keySet()) {
                masked.put(key + "[" + index + "]", words.get(next++));
            }
        });
        return masked;
    }

    private static boolean isOfCommand(String key) {
        return key.equals("args") || key.endsWith(".args");
    }

    /** The masked words behind the program of a command, because the program decides what its short options mean. */
    private static List<String> words(ProcessDefinition definition, String key, List<String> words, Secrets secrets) {
        List<String> line = new ArrayList<>(List.of(program(definition, key)));
        line.addAll(words);
        return secrets.mask(line).subList(1, line.size());
    }

    private static String program(ProcessDefinition definition, String key) {
        List<String> words = key.startsWith("health.") ? words(definition.healthCheck())
                : key.startsWith("liveness.") ? words(definition.liveness()) : definition.command().words();
        return words.isEmpty() ? "" : words.get(0);
    }

    private static List<String> words(Optional<ProcessCheck> check) {
        return check.map(ProcessCheck::probe).filter(CommandProbe.class::isInstance)
                .map(probe -> ((CommandProbe) probe).words()).orElse(List.of());
    }
}
