package io.quarkiverse.processmanager.deployment.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.deployment.export.ExportedText.Part;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.safe.SecretName;
import io.quarkiverse.processmanager.runtime.safe.SecretText;

/**
 * The secrets of one process by their values, each with the name under which a deployment has it, such as {@code WORKER_API_TOKEN}.
 * The rule is that of all views: in doubt a text is a secret. Immutable.
 */
final class ExportedSecrets {

    /** Encloses the name of an environment variable that the build does not expand. No text of a user has these characters. */
    static final char OPEN = '\uE000';
    static final char CLOSE = '\uE001';

    /** A shorter value is part of too many harmless words. */
    private static final int MINIMUM_LENGTH = 4;

    private final String prefix;
    private final Map<String, String> names;

    private ExportedSecrets(String prefix, Map<String, String> names) {
        this.prefix = prefix;
        this.names = names;
    }

    /** The secrets that a value itself shows, such as the password in a URL. */
    static ExportedSecrets inValue(String prefix, String value) {
        Map<String, String> names = longestFirst();
        SecretText.in(value).forEach(found -> names.putIfAbsent(found.value(), prefix + "SECRET"));
        return new ExportedSecrets(prefix, names);
    }

    /** The secrets in all settings of a process. */
    static ExportedSecrets of(ProcessDefinition definition) {
        Map<String, String> names = longestFirst();
        String prefix = variable(definition.id()) + "_";
        Map<String, String> named = new TreeMap<>(definition.command().environment());
        definition.config().forEach((key, value) -> named.put(lastSegment(key), value));
        // The rule of the views decides which values are secrets in other texts: a password that everybody knows is none.
        Secrets known = Secrets.of(definition);
        named.forEach((name, value) -> {
            if (SecretName.isSecret(name) && isSecret(known, value)) {
                names.putIfAbsent(value, prefix + variable(name));
            }
        });
        List<List<SecretText.Found>> inTexts = new ArrayList<>(SecretText.in(definition.command().words()));
        inTexts.addAll(SecretText.in(definition.stop().command()));
        inTexts.addAll(SecretText.in(definition.start().preStart()));
        definition.command().environment().values().forEach(text -> inTexts.add(SecretText.in(text)));
        definition.config().values().forEach(text -> inTexts.add(SecretText.in(text)));
        int number = 1;
        for (List<SecretText.Found> found : inTexts) {
            for (SecretText.Found one : found) {
                if (isSecret(known, one.value()) && !names.containsKey(one.value())) {
                    names.put(one.value(), prefix + "SECRET" + (number == 1 ? "" : "_" + number));
                    number++;
                }
            }
        }
        return new ExportedSecrets(prefix, names);
    }

    private static boolean isSecret(Secrets known, String value) {
        return value.length() >= MINIMUM_LENGTH && value.indexOf(OPEN) < 0 && !known.mask(value).equals(value);
    }

    /** Another secret can be a part of a longer one. */
    private static Map<String, String> longestFirst() {
        return new TreeMap<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    }

    /** The value of a variable: a reference if the name is that of a secret. */
    ExportedText value(String name, String value) {
        boolean whole = SecretName.isSecret(name) && !value.isEmpty() && value.indexOf(OPEN) < 0;
        return whole ? ExportedText.reference(names.getOrDefault(value, prefix + variable(lastSegment(name)))) : text(value);
    }

    /** A text in which names stand for the secrets. */
    ExportedText text(String text) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, from)) {
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                break;
            }
            addPlain(text.substring(from, open), parts);
            parts.add(new Part(text.substring(open + 1, close), true));
            from = close + 1;
        }
        addPlain(text.substring(from), parts);
        return new ExportedText(parts);
    }

    private void addPlain(String text, List<Part> parts) {
        if (text.isEmpty()) {
            return;
        }
        for (Map.Entry<String, String> secret : names.entrySet()) {
            // The password 'quarkus' is also the name of the user and of the database.
            int at = Secrets.isCommon(secret.getKey()) ? -1 : text.indexOf(secret.getKey());
            if (at >= 0) {
                addPlain(text.substring(0, at), parts);
                parts.add(new Part(secret.getValue(), true));
                addPlain(text.substring(at + secret.getKey().length()), parts);
                return;
            }
        }
        parts.add(new Part(text, false));
    }

    /** The name of an environment variable for a name of any kind. */
    static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String lastSegment(String key) {
        String plain = key.replace("\"", "");
        return plain.substring(plain.lastIndexOf('.') + 1);
    }
}
