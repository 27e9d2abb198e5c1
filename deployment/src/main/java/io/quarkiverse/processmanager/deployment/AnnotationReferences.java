package io.quarkiverse.processmanager.deployment;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;

/**
 * Finds the properties that annotations of the application refer to, such as {@code @Scheduled(every = "{my.interval}")} and
 * {@code @RegisterRestClient(baseUri = "${my.url}")}. What braces mean depends on the annotation, so some are no properties.
 */
final class AnnotationReferences {

    private static final Pattern REFERENCE = Pattern.compile("\\$?\\{(?:config:)?([^${}:]+)");

    private AnnotationReferences() {
    }

    static Set<String> in(IndexView application) {
        Set<String> references = new TreeSet<>();
        for (ClassInfo type : application.getKnownClasses()) {
            type.annotations().forEach(annotation -> find(annotation, references));
        }
        return references;
    }

    private static void find(AnnotationInstance annotation, Set<String> references) {
        annotation.values().forEach(value -> find(value, references));
    }

    private static void find(AnnotationValue value, Set<String> references) {
        switch (value.kind()) {
            case STRING -> find(value.asString(), references);
            case NESTED -> find(value.asNested(), references);
            case ARRAY -> value.asArrayList().forEach(element -> find(element, references));
            default -> {
                // No text.
            }
        }
    }

    private static void find(String text, Set<String> references) {
        Matcher reference = REFERENCE.matcher(text);
        while (reference.find()) {
            references.add(reference.group(1).strip());
        }
    }
}
