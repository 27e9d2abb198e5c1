package io.quarkiverse.processmanager.runtime.definition.task;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.Command;

/** Adds the arguments of one run to the words of a command. */
public final class Arguments {

    /** A script that says itself where its arguments go. */
    private static final Pattern TAKES_ARGUMENTS = Pattern.compile("\\$(?:[@*#1-9]|\\{[@*#1-9])");

    private Arguments() {
    }

    /**
     * The words with the arguments behind them. A script receives them as {@code "$@"}; its last command receives them if the script
     * names no parameter. npm passes arguments to a script only behind two dashes.
     */
    public static List<String> append(Command command, List<String> args) {
        List<String> words = new ArrayList<>(command.words());
        if (args.isEmpty()) {
            return words;
        }
        boolean npm = command.program().npmScript().isPresent() && isNpm(words.get(0)) && !words.contains("--");
        if (npm) {
            words.add("--");
        } else if (command.shell() && File.separatorChar == '/' && !TAKES_ARGUMENTS.matcher(words.get(0)).find()) {
            words.set(0, words.get(0).stripTrailing() + " \"$@\"");
        }
        words.addAll(args);
        return words;
    }

    private static boolean isNpm(String program) {
        String name = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
        return name.equals("npm") || name.startsWith("npm.");
    }
}
