package io.quarkiverse.processmanager.deployment.export;

import java.util.List;

import io.quarkiverse.processmanager.Problem;
import io.quarkus.builder.item.MultiBuildItem;

/** What a written document leaves out. One warning at the end of the build has the reports of all documents. */
public final class ExportReportBuildItem extends MultiBuildItem {

    private final String document;
    private final List<Problem> withoutCounterpart;

    /**
     * @param document the name of the engine, such as {@code Compose}
     * @param withoutCounterpart each setting that the document does not have, with the reason as the end of a sentence
     */
    public ExportReportBuildItem(String document, List<Problem> withoutCounterpart) {
        this.document = document;
        this.withoutCounterpart = List.copyOf(withoutCounterpart);
    }

    String document() {
        return document;
    }

    List<Problem> withoutCounterpart() {
        return withoutCounterpart;
    }
}
