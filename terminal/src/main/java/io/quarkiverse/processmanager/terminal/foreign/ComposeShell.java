package io.quarkiverse.processmanager.terminal.foreign;

import java.util.Optional;

/**
 * The shell that runs the commands of process-compose. Without a setting that is bash; a script that needs no more than any shell
 * runs in {@code sh} here.
 *
 * @param program another shell and its argument, such as {@code zsh -c}; empty for the usual one
 */
record ComposeShell(Optional<String> program) {

    /** What only bash understands, in the scripts that people write. */
    private static final String BASH = "(?s).*(\\[\\[|<\\(|<<<|\\bpipefail\\b|\\bsource\\b|&>|\\$'|\\bfunction\\b|\\bdeclare\\b|\\blocal\\b|\\w+=\\().*";

    static ComposeShell of(Node shell, Result result) {
        Optional<String> command = shell.text("shell_command");
        String argument = shell.text("shell_argument").orElse("-c");
        shell.unread().forEach(key -> result.note("shell." + key, "has no counterpart"));
        return new ComposeShell(
                command.filter(name -> !name.equals("sh") && !name.equals("bash")).map(name -> name + " " + argument)
                        .or(() -> command.filter("bash"::equals).map(name -> "bash " + argument)));
    }

    /** Sets the command of a process, with its shell if it needs one. */
    void apply(String id, String command, Result result) {
        if (program.isEmpty() && !Texts.needsShell(command)) {
            result.set(id, "command", Texts.literal(command));
        } else if (program.isEmpty() && !command.matches(BASH)) {
            result.set(id, "command", Texts.literal(command));
            result.set(id, "shell", "true");
        } else {
            result.set(id, "command", Texts.literal(program.orElse("bash -c")));
            result.set(id, "args[0]", Texts.literal(command));
        }
    }
}
