package io.quarkiverse.processmanager.runtime.definition.terminal;

import java.util.Locale;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.TerminalSize;
import io.quarkiverse.processmanager.probe.NotifyProbe;

/** The rules for what connects a process with this JVM: its standard input, its terminal and its channel for notices. */
public final class TerminalCheck {

    private TerminalCheck() {
    }

    /** Reports a size that is out of bounds, and one that has no effect. */
    public static void check(TerminalSize size, boolean tty, BiConsumer<String, String> problems) {
        check("tty.columns", size.columns(), size.columns() != TerminalSize.DEFAULT.columns() && !tty, problems);
        check("tty.rows", size.rows(), size.rows() != TerminalSize.DEFAULT.rows() && !tty, problems);
    }

    private static void check(String setting, int value, boolean useless, BiConsumer<String, String> problems) {
        if (value < 1 || value > TerminalSize.MOST) {
            problems.accept(setting, value + " is not between 1 and " + TerminalSize.MOST);
        } else if (useless) {
            problems.accept(setting, "has no effect without a terminal; set tty=true");
        }
    }

    /** Reports each violation of a definition as a setting and a message. */
    public static void check(ProcessDefinition definition, BiConsumer<String, String> problems) {
        if (definition.execution().detached()) {
            checkLasting("a detached process", definition, problems);
        }
        if (definition.command().terminal().isEmpty()) {
            return;
        }
        if (definition.command().stdin().filter(Stdin.NONE::equals).isPresent()) {
            problems.accept("stdin", "is none, but tty=true makes the terminal the input of the process; remove one of them");
        }
        if (definition.log().capture() == LogPolicy.Capture.DIRECT) {
            problems.accept("log.mode", "is direct, but the output of a process with tty=true goes to its terminal; remove one"
                    + " of them");
        }
    }

    /**
     * Reports what a process that outlives the application cannot have: this JVM holds the other end of the pipe, of the terminal
     * and of the channel for notices.
     *
     * @param process the name of such a process, for a sentence
     */
    public static void checkLasting(String process, ProcessDefinition definition, BiConsumer<String, String> problems) {
        definition.command().stdin().filter(Stdin::isOpen)
                .ifPresent(input -> problems.accept("stdin", "cannot be " + input.name().toLowerCase(Locale.ROOT) + " for "
                        + process + ": the application holds the pipe, and the process outlives it"));
        if (definition.command().terminal().isPresent()) {
            problems.accept("tty", "cannot be true for " + process + ": the terminal ends with the application, and the"
                    + " process outlives it");
        }
        if (definition.healthCheck().map(ProcessCheck::probe).filter(NotifyProbe.class::isInstance).isPresent()) {
            problems.accept("health.notify", "cannot be used for " + process
                    + ": the channel ends with the application, and the process outlives it");
        }
    }
}
