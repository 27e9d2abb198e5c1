package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.text.Durations;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Shows and controls the processes of an application that runs on this machine, as the same user. */
@Command(name = "processes", mixinStandardHelpOptions = true, version = "protocol 1", synopsisSubcommandLabel = "COMMAND", description = "Shows and controls the processes of a running Quarkus application.", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:done",
        "1:the command has failed, or a process has", "2:wrong options",
        "3:no application found, or more than one; or the application has ended", "4:the time is over" })
public final class Main {

    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("ps", PsCommand.class);
        COMMANDS.put("status", StatusCommand.class);
        COMMANDS.put("why", WhyCommand.class);
        COMMANDS.put("logs", LogsCommand.class);
        COMMANDS.put("start", OrderCommand.Start.class);
        COMMANDS.put("stop", OrderCommand.Stop.class);
        COMMANDS.put("restart", OrderCommand.Restart.class);
        COMMANDS.put("scale", ScaleCommand.class);
        COMMANDS.put("signal", SignalCommand.class);
        COMMANDS.put("send", SendCommand.class);
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("command", CommandCommand.class);
        COMMANDS.put("wait", WaitCommand.class);
        COMMANDS.put("graph", GraphCommand.class);
        COMMANDS.put("plan", PlanCommand.class);
        COMMANDS.put("events", EventsCommand.class);
        COMMANDS.put("top", TopCommand.class);
        COMMANDS.put("convert", ConvertCommand.class);
    }

    private Main() {
    }

    public static void main(String[] args) {
        System.exit(run(args, new PrintWriter(System.out, false), new PrintWriter(System.err, true)));
    }

    static int run(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new Main());
        // Picocli inspects each class that it gets, which takes longer than a command.
        String first = args.length == 0 ? "" : args[0].equals("list") ? "ps" : args[0];
        COMMANDS.forEach((name, command) -> {
            if (!COMMANDS.containsKey(first) || first.equals(name)) {
                line.addSubcommand(name, command);
            }
        });
        if (line.getSubcommands().containsKey("command")) {
            // The arguments of a command can have any name: --table=stock.
            line.getSubcommands().get("command").setUnmatchedOptionsArePositionalParams(true);
        }
        line.setOut(out).setErr(err)
                .registerConverter(java.time.Duration.class, Durations::parse);
        line.setExecutionExceptionHandler((error, command, parsed) -> {
            out.flush();
            err.println(error instanceof Failure ? error.getMessage() : "cannot do that: " + error);
            return error instanceof Failure failure ? ExitCode.of(failure.reason()) : ExitCode.FAILED;
        });
        int code = line.execute(args);
        out.flush();
        return code;
    }
}
