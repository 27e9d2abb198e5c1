package io.quarkiverse.processmanager.cli;

import java.util.List;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.SocketApplication;
import io.quarkiverse.processmanager.terminal.command.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts a process in the foreground. */
@Command(name = "run", mixinStandardHelpOptions = true, description = {
        "Starts a process that is down, with its dependencies, and prints its output until it is down again.",
        "A task runs also if its work is done.",
        "Ends with the exit code of a task. Ctrl-C stops the process, and Ctrl-C again kills it." }, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "n:the exit code of the task; 128 + the number of the signal that has killed the task",
                "0:the service is stopped, or the task was skipped",
                "1:the process has failed without an exit code, or it runs already",
                "2:wrong options", "3:no application found, or more than one; or the application has ended",
                "130:Ctrl-C" })
final class RunCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Target target;

    @Parameters(index = "0", paramLabel = "ID", description = "The id of the process.")
    String id;

    @Parameters(index = "1..*", paramLabel = "ARG", description = {
            "Arguments of this run of a task, behind those of its definition; write -- before the first option." })
    List<String> arguments = List.of();

    @Override
    public Integer call() {
        SpecOutput out = new SpecOutput(spec);
        try (Run run = Run.of(new SocketApplication(target.application()), id, arguments, Ansi.AUTO.enabled(), out);
                Interrupts interrupts = Interrupts.call(count -> interrupt(run, count, out))) {
            Run.Ended ended = run.await();
            if (interrupts.exitCode().isPresent()) {
                return interrupts.exitCode().get();
            }
            int code = ended.task() && ended.code().isPresent() ? ended.code().getAsInt()
                    : ended.success() ? ExitCode.DONE : ExitCode.FAILED;
            if (code != ExitCode.DONE || ended.code().isEmpty()) {
                out.error(SafeText.plain(ended.text()));
            }
            return code;
        }
    }

    private void interrupt(Run run, int count, SpecOutput out) {
        run.interrupt();
        if (count == 1) {
            out.error("stopping '" + id + "'; Ctrl-C again kills it");
        }
    }
}
