package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets;
import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets.Found;
import io.quarkiverse.processmanager.runtime.control.wire.JsonText;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.ListText;
import io.quarkiverse.processmanager.terminal.text.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the processes of an application, or the applications. Some know it as {@code list}. */
@Command(name = "ps", aliases = "list", mixinStandardHelpOptions = true, description = "Lists the processes.")
final class PsCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Query query;

    @Parameters(paramLabel = "ID", description = "The ids of the processes, or tag:TAG (default: all processes).")
    List<String> ids = List.of();

    @Option(names = "--all", description = "List the applications of this user on this machine instead.")
    boolean all;

    @Override
    public Integer call() {
        return all ? applications(spec.commandLine().getOut())
                : query.run("ps", Map.of("ids", ids), spec, list -> ListText.lines(list, Instant.now()));
    }

    private int applications(PrintWriter out) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Found one : ControlSockets.living(Target.sockets())) {
            describe(one, found);
        }
        if (query.json) {
            out.println(JsonText.of(found));
        } else if (found.isEmpty()) {
            throw new Failure(Failure.Reason.NO_APPLICATION,
                    "no application with a control socket runs on this machine as this user" + Choice.PRODUCTION);
        } else {
            Table table = new Table();
            table.row("APPLICATION", "MODE", "PID", "PROCESSES", "DOWN", "DIRECTORY");
            found.forEach(one -> table.row(text(one, "application"), text(one, "mode"), text(one, "pid"),
                    text(one, "running") + "/" + text(one, "total"), text(one, "down"), text(one, "directory")));
            table.lines().forEach(out::println);
        }
        return ExitCode.DONE;
    }

    /** An application that just ends is left out. */
    private static void describe(Found one, List<Map<String, Object>> found) {
        try (Answer answer = Target.request(one, "ps", Map.of())) {
            Members all = answer.only().members();
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("application", one.facts().application());
            members.put("mode", one.facts().mode());
            members.put("pid", one.facts().pid());
            members.put("directory", one.facts().directory());
            members.put("total", all.number("total").orElse(0L));
            members.put("running", all.number("running").orElse(0L));
            members.put("down", all.number("down").orElse(0L));
            found.add(members);
        } catch (Failure e) {
            if (e.reason() != Failure.Reason.NO_APPLICATION) {
                throw e;
            }
        }
    }

    private static String text(Map<String, Object> members, String name) {
        return String.valueOf(members.get(name));
    }
}
