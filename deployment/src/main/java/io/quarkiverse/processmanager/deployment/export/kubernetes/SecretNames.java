package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.quarkiverse.processmanager.deployment.export.ExportedText;
import io.quarkiverse.processmanager.deployment.export.ExportedText.Part;

/**
 * The Secrets that containers refer to, and the texts with such references. A secret variable begins with the id of its process,
 * such as {@code DB_PASSWORD}, and that process names the Secret.
 */
final class SecretNames {

    private final String preset;
    private final List<String> ids;
    private final Function<String, KubernetesSettings> settings;
    private final Map<String, Set<String>> used = new TreeMap<>();

    /**
     * @param application the name of the application, which is the beginning of the default name
     */
    SecretNames(String application, List<String> ids, Function<String, KubernetesSettings> settings) {
        this.preset = application + "-processes";
        // The id with the most letters first: my-db comes before my.
        this.ids = ids.stream().sorted(Comparator.comparing(String::length).reversed()).toList();
        this.settings = settings;
    }

    /** The keys of each Secret that a container needs. */
    Map<String, Set<String>> used() {
        return used;
    }

    /** The variables of a container. Kubernetes expands a reference to a variable that comes before, so the secrets come first. */
    List<EnvVar> variables(Map<String, ExportedText> environment, Set<String> moreReferences) {
        UnaryOperator<String> names = names(environment);
        Map<String, EnvVar> secrets = new TreeMap<>();
        moreReferences.forEach(key -> secrets.put(names.apply(key), secret(names.apply(key), key)));
        Map<String, EnvVar> plain = new TreeMap<>();
        environment.forEach((name, text) -> {
            if (isSecret(text)) {
                secrets.put(name, secret(name, text.parts().get(0).text()));
            } else {
                text.references().forEach(key -> secrets.putIfAbsent(names.apply(key), secret(names.apply(key), key)));
                plain.put(name, new EnvVarBuilder().withName(name).withValue(text(text, names)).build());
            }
        });
        return Stream.concat(secrets.values().stream(), plain.values().stream()).toList();
    }

    private static boolean isSecret(ExportedText text) {
        return text.parts().size() == 1 && text.hasReference();
    }

    /**
     * The variable of a container for each key of a Secret: the key, unless the container has another variable with that name, as in
     * {@code REGION=eu-$&#123;REGION}}.
     */
    static UnaryOperator<String> names(Map<String, ExportedText> environment) {
        return key -> {
            ExportedText other = environment.get(key);
            return other == null || isSecret(other) && other.references().contains(key) ? key : key + "_SECRET";
        };
    }

    /**
     * A text in which Kubernetes puts the variables of the container.
     *
     * @param names the variable for each key of a Secret
     */
    static String text(ExportedText text, UnaryOperator<String> names) {
        return text.render(SecretNames::literal, key -> "$(" + names.apply(key) + ")");
    }

    private EnvVar secret(String variable, String key) {
        String name = ids.stream().filter(id -> key.startsWith(id.replace('-', '_').toUpperCase(Locale.ROOT) + "_")).findFirst()
                .flatMap(id -> settings.apply(id).secret()).orElse(preset);
        used.computeIfAbsent(name, any -> new TreeSet<>()).add(key);
        return new EnvVarBuilder().withName(variable).withNewValueFrom().withNewSecretKeyRef().withName(name).withKey(key)
                .endSecretKeyRef().endValueFrom().build();
    }

    /** Kubernetes takes a doubled dollar for one, and a parenthesis behind a dollar for a reference. */
    private static String literal(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            // A reference can follow the last character.
            boolean special = text.charAt(i) == '$'
                    && (i + 1 == text.length() || text.charAt(i + 1) == '$' || text.charAt(i + 1) == '(');
            escaped.append(special ? "$$" : text.charAt(i));
        }
        return escaped.toString();
    }

    /** Whether a text has a secret, for the places in which Kubernetes expands no variables. */
    static boolean hasSecret(List<ExportedText> words) {
        return words.stream().flatMap(word -> word.parts().stream()).anyMatch(Part::isReference);
    }
}
