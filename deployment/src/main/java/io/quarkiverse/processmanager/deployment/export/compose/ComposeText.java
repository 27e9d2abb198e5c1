package io.quarkiverse.processmanager.deployment.export.compose;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.processmanager.deployment.export.ExportedText;

/** Texts in the syntax of Compose, which replaces {@code $NAME} and <code>${NAME}</code> in each value. Pure functions. */
final class ComposeText {

    private ComposeText() {
    }

    /** A text that Compose leaves as it is. */
    static String plain(String text) {
        return text.replace("$", "$$");
    }

    /** A text with references to variables; Compose refuses to start without them. */
    static String of(ExportedText text) {
        return text.render(ComposeText::plain, name -> reference(name) + "set " + name + " in the file .env}");
    }

    /** The beginning of a reference to a variable that must have a value. */
    static String reference(String name) {
        return "${" + name + ":?";
    }

    static List<String> of(List<ExportedText> texts) {
        return texts.stream().map(ComposeText::of).toList();
    }

    /** A duration as Go reads it. */
    static String of(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
