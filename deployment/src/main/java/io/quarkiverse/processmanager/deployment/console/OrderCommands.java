package io.quarkiverse.processmanager.deployment.console;

import java.util.List;
import java.util.Map;

import org.aesh.command.CommandDefinition;
import org.aesh.command.invocation.CommandInvocation;
import org.aesh.command.option.Arguments;
import org.aesh.command.option.Option;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.command.Orders;

/** The commands that change processes. They wait for the results and print one line for each. */
final class OrderCommands {

    private OrderCommands() {
    }

    private static boolean send(Application application, String command, Map<String, ?> options, CommandInvocation invocation) {
        ConsoleOutput out = ConsoleOutput.live(invocation);
        try (Answer answer = application.request(command, options)) {
            return UntilKey.run(invocation, out, "no longer waiting; the application carries the command out",
                    new UntilKey.Work() {

                        @Override
                        public boolean run() {
                            return Orders.print(answer, out);
                        }

                        @Override
                        public void end() {
                            answer.close();
                        }
                    });
        }
    }

    private static List<String> named(List<String> ids, String command) {
        if (ids == null || ids.isEmpty()) {
            throw new Failure(Failure.Reason.FAILED, "cannot " + command + ": name a process; 'ps' shows them");
        }
        return ids;
    }

    /** Starts processes and their dependencies. */
    @CommandDefinition(name = "start", description = "Starts processes, and waits until they are up.", generateHelp = true)
    static final class Start implements ProcessCommand, Ids.Words {

        @Arguments(description = "The ids of the processes.", completer = Ids.ToStart.class)
        List<String> ids;

        @Override
        public List<String> words() {
            return ids;
        }

        @Override
        public boolean run(Application application, CommandInvocation invocation) {
            return send(application, "start", Map.of("ids", named(ids, "start")), invocation);
        }
    }

    /** Stops processes with their process trees. */
    @CommandDefinition(name = "stop", description = "Stops processes, and waits until they are gone.", generateHelp = true)
    static final class Stop implements ProcessCommand, Ids.Words {

        @Option(name = "force", hasValue = false, description = "Kill them at once.")
        boolean force;

        @Arguments(description = "The ids of the processes.", completer = Ids.ToStop.class)
        List<String> ids;

        @Override
        public List<String> words() {
            return ids;
        }

        @Override
        public boolean run(Application application, CommandInvocation invocation) {
            return send(application, "stop", Map.of("ids", named(ids, "stop"), "force", force), invocation);
        }
    }

    /** Restarts processes. */
    @CommandDefinition(name = "restart", description = "Restarts processes, and waits until they are up.", generateHelp = true)
    static final class Restart implements ProcessCommand, Ids.Words {

        @Arguments(description = "The ids of the processes.", completer = Ids.class)
        List<String> ids;

        @Override
        public List<String> words() {
            return ids;
        }

        @Override
        public boolean run(Application application, CommandInvocation invocation) {
            return send(application, "restart", Map.of("ids", named(ids, "restart")), invocation);
        }
    }

    /** Changes the number of replicas. */
    @CommandDefinition(name = "scale", description = "Changes the number of replicas of a process, and waits until they are up.", generateHelp = true)
    static final class Scale implements ProcessCommand, Ids.Words {

        @Arguments(description = "The id of a process with replicas, then their number.", completer = Ids.OfReplicas.class)
        List<String> words;

        @Override
        public List<String> words() {
            return words;
        }

        @Override
        public boolean run(Application application, CommandInvocation invocation) {
            if (words == null || words.size() != 2 || !words.get(1).matches("[0-9]{1,9}")) {
                throw new Failure(Failure.Reason.FAILED,
                        "cannot scale: name a process and a number, such as 'scale worker 5'");
            }
            return send(application, "scale",
                    Map.of("ids", words.subList(0, 1), "replicas", Integer.parseInt(words.get(1))), invocation);
        }
    }

    /** Sends a signal. */
    @CommandDefinition(name = "signal", description = "Sends a signal to the root process.", generateHelp = true)
    static final class Signal implements ProcessCommand, Ids.Words {

        @Arguments(description = "The name of the signal, such as HUP or USR1, then the ids of the processes.", completer = Ids.SignalThenIds.class)
        List<String> words;

        @Override
        public List<String> words() {
            return words;
        }

        @Override
        public boolean run(Application application, CommandInvocation invocation) {
            if (words == null || words.size() < 2) {
                throw new Failure(Failure.Reason.FAILED,
                        "cannot signal: name a signal and a process, such as 'signal HUP web'");
            }
            return send(application, "signal", Map.of("ids", words.subList(1, words.size()), "signal", words.get(0)),
                    invocation);
        }
    }

    /** Sends a line to the standard input. */
    @CommandDefinition(name = "send", description = "Sends a line to the standard input or the terminal of a process.", generateHelp = true)
    static final class Send implements ProcessCommand, Ids.Words {

        @Arguments(description = "The line, in quotes if it has spaces, then the ids of the processes; without an id, the process with stdin=console.", completer = Ids.LineThenIds.class)
        List<String> words;

        @Override
        public List<String> words() {
            return words;
        }

        @Override
        public boolean run(Application application, CommandInvocation invocation) {
            if (words == null || words.isEmpty()) {
                throw new Failure(Failure.Reason.FAILED, "cannot send: write a line and a process, such as 'send yes web'");
            }
            return send(application, "send", Map.of("ids", words.subList(1, words.size()), "line", words.get(0)), invocation);
        }
    }
}
