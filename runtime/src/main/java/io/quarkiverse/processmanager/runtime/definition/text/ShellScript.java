package io.quarkiverse.processmanager.runtime.definition.text;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Makes the words of a command that lets a shell run a script. */
public final class ShellScript {

    private ShellScript() {
    }

    /** The words for the shell of this system. The first word is the script; the others are its arguments. */
    public static List<String> words(List<String> script) {
        return File.separatorChar == '\\' ? ofWindows(script) : ofUnix(script);
    }

    /** A command in a message: {@code command 'rm'}; {@code script} for the words of a script, which are of no use there. */
    public static String describe(List<String> words) {
        boolean script = words.size() > 2 && (words.get(0).equals("/bin/sh") && words.get(1).equals("-c")
                || words.get(0).endsWith("cmd.exe") && words.contains("/c"));
        return script ? "script" : "command '" + words.get(0) + "'";
    }

    /** The words for {@code /bin/sh}. */
    public static List<String> ofUnix(List<String> script) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c"));
        words.addAll(script);
        // The word after the script is its $0.
        words.add(Math.min(3, words.size()), "sh");
        return words;
    }

    /** The words for {@code cmd.exe}. */
    public static List<String> ofWindows(List<String> script) {
        List<String> words = new ArrayList<>(List.of("cmd.exe", "/d", "/s", "/c"));
        words.addAll(script);
        return words;
    }
}
