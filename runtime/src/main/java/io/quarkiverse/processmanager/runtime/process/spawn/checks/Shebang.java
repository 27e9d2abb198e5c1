package io.quarkiverse.processmanager.runtime.process.spawn.checks;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;

/** Checks that the interpreter in the first line of a script exists. */
final class Shebang {

    private Shebang() {
    }

    static Optional<StartFailure> check(Path script, SearchPath search) {
        String line = new ProgramFile(script).firstLine();
        if (!line.startsWith("#!")) {
            return Optional.empty();
        }
        String[] words = line.substring(2).strip().split("[ \t]+");
        boolean carriageReturn = line.endsWith("\r");
        String last = carriageReturn ? words[words.length - 1] + "\r" : words[words.length - 1];
        String interpreter = words.length == 1 ? last : words[0];
        if (interpreter.isBlank()) {
            return Optional.empty();
        }
        if (!search.isProgram(search.directory().resolve(interpreter))) {
            return missing(script, interpreter, "does not exist or may not be executed");
        }
        // env searches the PATH for its one argument. Options and variables are not checked.
        if (interpreter.endsWith("/env") && words.length == 2 && last.matches("[^-=/][^=/]*")
                && search.candidates(last).stream().noneMatch(search::isProgram)) {
            return missing(script, last, "is in " + search.describe());
        }
        return Optional.empty();
    }

    private static Optional<StartFailure> missing(Path script, String interpreter, String why) {
        if (interpreter.endsWith("\r")) {
            return Optional.of(new StartFailure(Reason.INVALID_INTERPRETER, "the first line of " + StartFailure.path(script)
                    + " ends with a carriage return, so that its interpreter is not found; convert the file to Unix line ends"));
        }
        return Optional.of(new StartFailure(Reason.INVALID_INTERPRETER,
                "the interpreter " + interpreter + ", which the first line of " + StartFailure.path(script) + " names, "
                        + why));
    }
}
