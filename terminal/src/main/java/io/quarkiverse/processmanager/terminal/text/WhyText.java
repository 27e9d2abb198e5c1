package io.quarkiverse.processmanager.terminal.text;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Members;

/** The chain of causes: the process, indented below it what blocks it, and so on to the roots with their last lines. */
public final class WhyText {

    private WhyText() {
    }

    /** @param answer that of {@code why} */
    public static List<String> lines(Members answer) {
        List<String> lines = new ArrayList<>();
        for (Members cause : answer.objects("causes")) {
            String indent = "  ".repeat(cause.number("depth").orElse(0L).intValue());
            lines.add(indent + cause.text("id") + " " + Rows.verb(Rows.state(cause)) + ": "
                    + SafeText.plain(cause.text("why")));
            cause.texts("lastLines").forEach(text -> lines.add(indent + "    " + SafeText.plain(text)));
        }
        return lines;
    }
}
