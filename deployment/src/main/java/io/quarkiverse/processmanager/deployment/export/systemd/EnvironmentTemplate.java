package io.quarkiverse.processmanager.deployment.export.systemd;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.deployment.export.ExportedText;

/**
 * The environment file of a unit, which a user completes. systemd expands no variable in {@code Environment}, so a variable with a
 * secret is a line of this file. Pure functions.
 */
final class EnvironmentTemplate {

    private EnvironmentTemplate() {
    }

    /**
     * The variables that the file must have, each with its form: empty for a value of its own, such as {@code X-Token <API_TOKEN>}
     * for a text around secrets.
     */
    static Map<String, String> variables(Map<String, ExportedText> environment, List<List<ExportedText>> commands) {
        Map<String, String> variables = new TreeMap<>();
        commands.forEach(words -> words.forEach(word -> word.references().forEach(name -> variables.put(name, ""))));
        environment.forEach((name, text) -> {
            if (text.hasReference()) {
                boolean whole = text.parts().size() == 1;
                variables.put(name, whole ? "" : text.render(plain -> plain, secret -> "<" + secret + ">"));
            }
        });
        return variables;
    }

    /** The text of the file. */
    static String text(String unit, Map<String, String> variables) {
        StringBuilder text = new StringBuilder(
                "# The variables of " + unit + ".service that the build does not know. Complete them, and let "
                        + "root alone read the file.\n");
        variables.forEach((name, form) -> {
            if (!form.isEmpty()) {
                text.append("# ").append(form.replaceAll("\\p{Cntrl}", " ")).append('\n');
            }
            text.append(name).append("=\n");
        });
        return text.toString();
    }
}
