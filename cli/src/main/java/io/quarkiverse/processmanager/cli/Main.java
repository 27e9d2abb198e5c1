package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Shows and controls the processes of an application that runs on this machine, as the same user. */
@Command(name = "processes", mixinStandardHelpOptions = true, version = "protocol 1", synopsisSubcommandLabel = "COMMAND", description = "Shows and controls the processes of a running Quarkus application.", subcommands = {
        PsCommand.class, StatusCommand.class, WhyCommand.class, LogsCommand.class, OrderCommand.Start.class,
        OrderCommand.Stop.class, OrderCommand.Restart.class, SignalCommand.class, WaitCommand.class, GraphCommand.class,
        EventsCommand.class }, exitCodeListHeading = "%nExit codes:%n", exitCodeList = { "0:done",
                "1:the command has failed, or a process has", "2:wrong options",
                "3:no application found, or more than one", "4:the time is over" })
public final class Main {

    private Main() {
    }

    public static void main(String[] args) {
        System.exit(run(args, new PrintWriter(System.out, false), new PrintWriter(System.err, true)));
    }

    static int run(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new Main()).setOut(out).setErr(err)
                .registerConverter(java.time.Duration.class, Durations::parse);
        line.setExecutionExceptionHandler((error, command, parsed) -> {
            out.flush();
            err.println(error instanceof Failure ? error.getMessage() : "cannot do that: " + error);
            return error instanceof Failure failure ? failure.exitCode() : ExitCode.FAILED;
        });
        int code = line.execute(args);
        out.flush();
        return code;
    }
}
