package io.quarkiverse.processmanager.deployment.export;

import java.util.List;

import io.quarkiverse.processmanager.Problem;

/** The comment at the head of each written document. Pure functions. */
public final class ExportHeading {

    /** The beginning of each written document. */
    static final String BEGINNING = "# Written by the build of ";

    private ExportHeading() {
    }

    /**
     * The comment, each line with a number sign.
     *
     * @param use the command that uses the document
     * @param missing what the document leaves out
     */
    public static String of(ExportPlan plan, String use, List<Problem> missing) {
        StringBuilder text = new StringBuilder();
        line(text, BEGINNING.substring(2) + plan.application()
                + " from the definitions of its processes. The next build writes it again.");
        line(text, "Use: " + use);
        if (!missing.isEmpty()) {
            line(text, "Without a counterpart here:");
            missing.forEach(problem -> line(text, "  " + problem));
        }
        return text.append('\n').toString();
    }

    /** A problem has no line break, and the name of an application may have one. */
    private static void line(StringBuilder text, String line) {
        text.append("# ").append(line.replaceAll("\\p{Cntrl}", " ")).append('\n');
    }
}
