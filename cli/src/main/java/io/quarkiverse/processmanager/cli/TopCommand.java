package io.quarkiverse.processmanager.cli;

import java.io.Console;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets.Found;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.monitor.Monitor;
import io.quarkiverse.processmanager.terminal.monitor.MonitorOptions;
import io.quarkiverse.processmanager.terminal.text.ListText;
import io.quarkiverse.processmanager.terminal.text.TerminalCharset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The full-screen monitor. Only this command loads the classes of the terminal. */
@Command(name = "top", mixinStandardHelpOptions = true, description = {
        "Shows the processes and their output on the whole screen, live, and controls them. '?' shows the keys.",
        "With TERM=dumb it prints the list once." })
final class TopCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Target target;

    @Option(names = "--no-mouse", description = "Leave the mouse to the terminal.")
    boolean noMouse;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The process that is selected first.")
    String id;

    @Override
    public Integer call() throws IOException {
        if (!isTerminal()) {
            return noTerminal("the input or the output is a file or a pipe");
        }
        Found application = target.application();
        if (!MonitorOptions.isPossible(System.getenv())) {
            print(application);
            return ExitCode.DONE;
        }
        // JLine sets handlers of its own when it opens the terminal, so the ones of this command come behind.
        Thread thread = Thread.currentThread();
        try (JLineBackend backend = JLineBackend.open(TerminalCharset.charset());
                Interrupts interrupts = Interrupts.call(count -> thread.interrupt());
                Suspension suspension = Suspension.call(thread::interrupt)) {
            Application returning = new ReturningApplication(application, target::application);
            do {
                Monitor.run(backend, returning, options(application.facts().application()));
            } while (interrupts.exitCode().isEmpty() && suspension.suspend());
            return interrupts.exitCode().orElse(ExitCode.DONE);
        }
    }

    private MonitorOptions options(String title) {
        MonitorOptions options = MonitorOptions.of(title, System.getenv(), TerminalCharset.charset());
        return new MonitorOptions(title, options.colours(), options.unicode(), options.mouse() && !noMouse,
                Optional.ofNullable(id));
    }

    private void print(Found application) {
        try (Answer answer = Target.request(application, "ps", Map.of())) {
            ListText.lines(answer.only().members(), Instant.now()).forEach(spec.commandLine().getOut()::println);
        }
    }

    private int noTerminal(String why) {
        spec.commandLine().getErr()
                .println("cannot show the monitor: " + why + "; 'ps' prints the list, 'events' prints each change");
        return CommandLine.ExitCode.USAGE;
    }

    /** Newer JDKs have a console without a terminal, too, and a method that tells. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
