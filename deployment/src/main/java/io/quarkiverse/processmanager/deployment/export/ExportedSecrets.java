package io.quarkiverse.processmanager.deployment.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.deployment.export.ExportedText.Part;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.FileProbe;
import io.quarkiverse.processmanager.probe.GrpcProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
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

    private final String prefix;
    /** The variable of each secret value. */
    private final Map<String, String> names;
    /** The variable of each setting with a secret. */
    private final Map<String, String> settings;

    private ExportedSecrets(String prefix, Map<String, String> names, Map<String, String> settings) {
        this.prefix = prefix;
        this.names = names;
        this.settings = settings;
    }

    /** The secrets that a value itself shows, such as the password in a URL. */
    static ExportedSecrets inValue(String prefix, String value) {
        SecretVariables variables = new SecretVariables(prefix);
        SecretText.in(value).forEach(found -> variables.inText(found.value()));
        return new ExportedSecrets(prefix, variables.byValue(), Map.of());
    }

    /** The secrets in all settings of a process. */
    static ExportedSecrets of(ProcessDefinition definition) {
        SecretVariables variables = new SecretVariables(variable(definition.id()) + "_");
        // The views decide which values are secrets in other texts. A default password such as "quarkus" is no secret there.
        Secrets known = Secrets.of(definition);
        BiConsumer<String, String> named = (name, value) -> {
            if (isWhole(name, value)) {
                variables.named(name, lastSegment(name), value, !known.mask(value).equals(value));
            }
        };
        new TreeMap<>(definition.command().environment()).forEach(named);
        new TreeMap<>(definition.config()).forEach(named);
        List<Probe> probes = Stream.of(definition.healthCheck(), definition.liveness()).flatMap(Optional::stream)
                .map(ProcessCheck::probe).toList();
        probes.stream().filter(HttpProbe.class::isInstance).forEach(http -> ((HttpProbe) http).headers().forEach(named));
        inTexts(definition, probes).forEach(found -> {
            if (found.value().indexOf(OPEN) < 0) {
                variables.inText(found.value());
            }
        });
        // The token of "Bearer <token>" can stand alone in another text.
        List.copyOf(variables.byValue().keySet()).forEach(
                value -> SecretText.inHeader(value).forEach(part -> variables.inText(part.value())));
        return new ExportedSecrets(variable(definition.id()) + "_", variables.byValue(), variables.bySetting());
    }

    /** What texts with secrets show by what stands around the secrets. */
    private static List<SecretText.Found> inTexts(ProcessDefinition definition, List<Probe> probes) {
        List<List<SecretText.Found>> all = new ArrayList<>(SecretText.in(definition.command().words()));
        all.addAll(SecretText.in(definition.stop().command()));
        all.addAll(SecretText.in(definition.start().preStart()));
        definition.command().environment().values().forEach(text -> all.add(SecretText.in(text)));
        definition.config().values().forEach(text -> all.add(SecretText.in(text)));
        for (Probe probe : probes) {
            if (probe instanceof CommandProbe command) {
                all.addAll(SecretText.in(command.words()));
            } else if (probe instanceof HttpProbe http) {
                all.add(SecretText.in(http.url().toString()));
                http.headers().values().forEach(value -> all.add(SecretText.inHeader(value)));
            } else if (probe instanceof FileProbe file) {
                all.add(SecretText.in(file.file().toString()));
            } else if (probe instanceof GrpcProbe grpc) {
                all.add(SecretText.in(grpc.service()));
            }
        }
        return all.stream().flatMap(List::stream).toList();
    }

    private static boolean isWhole(String value) {
        return !value.isEmpty() && value.indexOf(OPEN) < 0;
    }

    /** The value of a variable: a reference if the name is that of a secret. */
    ExportedText value(String name, String value) {
        return isWhole(name, value) ? reference(name, value) : text(value);
    }

    /** The value of a header: a reference if the name is that of a secret, or if it begins with the name of a scheme. */
    ExportedText header(String name, String value) {
        return isWhole(name, value) ? reference(name, value) : text(value, SecretText.inHeader(value));
    }

    private static boolean isWhole(String name, String value) {
        return SecretName.isSecret(name, value) && isWhole(value);
    }

    private ExportedText reference(String name, String value) {
        return ExportedText.reference(settings.getOrDefault(name,
                names.getOrDefault(value, prefix + variable(lastSegment(name)))));
    }

    /** A text in which names stand for the secrets. */
    ExportedText text(String text) {
        return text(text, SecretText.in(text));
    }

    /** The words of a command, in which names stand for the secrets: a word can be the value of the option before it. */
    List<ExportedText> texts(List<String> words) {
        List<List<SecretText.Found>> found = SecretText.in(words);
        List<ExportedText> texts = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            texts.add(text(words.get(i), found.get(i)));
        }
        return texts;
    }

    private ExportedText text(String text, List<SecretText.Found> found) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (SecretText.Found one : found) {
            // The name of a user stands before its password.
            int at = text.lastIndexOf(one.value(), one.to() - one.value().length());
            if (names.containsKey(one.value()) && at >= Math.max(from, one.from())) {
                addReferences(text.substring(from, at), parts);
                parts.add(new Part(names.get(one.value()), true));
                from = at + one.value().length();
            }
        }
        addReferences(text.substring(from), parts);
        return new ExportedText(parts);
    }

    /** Adds a text with references to variables of the environment. */
    private void addReferences(String text, List<Part> parts) {
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

    /** The variables, each with the value that this process has for it. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        names.forEach((value, variable) -> values.put(variable, value));
        return values;
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
