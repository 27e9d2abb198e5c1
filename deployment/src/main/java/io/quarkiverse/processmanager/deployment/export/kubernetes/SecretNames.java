package io.quarkiverse.processmanager.deployment.export.kubernetes;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.quarkiverse.processmanager.deployment.export.ExportedText;
import io.quarkiverse.processmanager.deployment.export.ExportedText.Part;

/**
 * The Secrets that containers refer to, and the texts with such references. A secret variable begins with the id of its process, such as
 * {@code DB_PASSWORD}, and that process names the Secret.
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
        Map<String, EnvVar> secrets = new TreeMap<>();
        moreReferences.forEach(name -> secrets.put(name, secret(name, name)));
        Map<String, EnvVar> plain = new TreeMap<>();
        environment.forEach((name, text) -> {
            if (text.parts().size() == 1 && text.hasReference()) {
                secrets.put(name, secret(name, text.parts().get(0).text()));
            } else {
                text.references().forEach(reference -> secrets.putIfAbsent(reference, secret(reference, reference)));
                plain.put(name, new EnvVarBuilder().withName(name).withValue(text(text)).build());
            }
        });
        plain.keySet().forEach(secrets::remove);
        return java.util.stream.Stream.concat(secrets.values().stream(), plain.values().stream()).toList();
    }

    /** A text in which Kubernetes puts the variables of the container. */
    static String text(ExportedText text) {
        return text.render(SecretNames::literal, name -> "$(" + name + ")");
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
            boolean special = text.charAt(i) == '$' && i + 1 < text.length()
                    && (text.charAt(i + 1) == '$' || text.charAt(i + 1) == '(');
            escaped.append(special ? "$$" : text.charAt(i));
        }
        return escaped.toString();
    }

    /** Whether a text has a secret, for the places in which Kubernetes expands no variables. */
    static boolean hasSecret(List<ExportedText> words) {
        return words.stream().flatMap(word -> word.parts().stream()).anyMatch(Part::isReference);
    }
}
