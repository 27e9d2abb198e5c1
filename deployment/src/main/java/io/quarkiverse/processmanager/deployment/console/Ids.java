package io.quarkiverse.processmanager.deployment.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.aesh.command.completer.CompleterInvocation;
import org.aesh.command.completer.OptionCompleter;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Members;

/**
 * Completes the ids of processes. An id that the command names already is not offered again. A completer offers nothing where
 * it cannot ask the application, and never fails. The console makes completers by reflection: of a class that is not public
 * it needs a private constructor.
 */
class Ids implements OptionCompleter<CompleterInvocation> {

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final List<String> SIGNALS = List.of("HUP", "INT", "QUIT", "TERM", "USR1", "USR2", "WINCH", "CONT", "STOP",
            "KILL");

    private final Application application;
    private final Predicate<Members> offered;

    private Ids() {
        this(new DevModeApplication(), row -> true);
    }

    Ids(Application application, Predicate<Members> offered) {
        this.application = application;
        this.offered = offered;
    }

    private static Predicate<Members> possible(String action) {
        return row -> row.texts("actions").contains(action);
    }

    /** The words that the command has before the one that is completed. */
    interface Words {
        List<String> words();
    }

    @Override
    public void complete(CompleterInvocation invocation) {
        List<String> before = invocation.getCommand() instanceof Words command && command.words() != null ? command.words()
                : List.of();
        String begun = invocation.getGivenCompleteValue() == null ? "" : invocation.getGivenCompleteValue();
        Collection<String> values = new TreeSet<>(values(before));
        values.removeIf(value -> !value.startsWith(begun) || before.contains(value) && !value.equals(begun));
        invocation.addAllCompleterValues(values);
    }

    /** @param before the words before */
    Collection<String> values(List<String> before) {
        return ids();
    }

    final List<String> ids() {
        return texts("id");
    }

    final List<String> groups() {
        return texts("replicaOf");
    }

    private List<String> texts(String member) {
        List<String> ids = new ArrayList<>();
        try (Answer answer = application.request("ps", Map.of()).within(PATIENCE)) {
            for (Members row : answer.only().members().objects("processes")) {
                if (offered.test(row)) {
                    ids.add(row.text(member));
                }
            }
        } catch (RuntimeException e) {
            // There is no application yet, or it has no time.
        }
        return ids;
    }

    /** The processes that can be started. */
    static final class ToStart extends Ids {
        private ToStart() {
            super(new DevModeApplication(), possible("start").or(possible("forceStart")));
        }
    }

    /** The processes that are at rest. */
    static final class AtRest extends Ids {
        private AtRest() {
            super(new DevModeApplication(), possible("start").and(row -> !row.text("phase").equals("BACKOFF")));
        }
    }

    /** The processes that can be stopped. */
    static final class ToStop extends Ids {
        private ToStop() {
            super(new DevModeApplication(), possible("stop"));
        }
    }

    /** A process with replicas, then a number. */
    static final class OfReplicas extends Ids {

        private OfReplicas() {
            super(new DevModeApplication(), row -> !row.text("replicaOf").isEmpty());
        }

        @Override
        Collection<String> values(List<String> before) {
            return before.isEmpty() ? groups() : List.of();
        }
    }

    /** The name of a signal, then the processes that are alive. */
    static final class SignalThenIds extends Ids {

        private SignalThenIds() {
            super(new DevModeApplication(), possible("signal"));
        }

        @Override
        Collection<String> values(List<String> before) {
            return before.isEmpty() ? SIGNALS : ids();
        }
    }

    /** A process, then the name of one of its commands, then the names of its arguments. */
    static final class IdThenCommand extends Ids {

        private IdThenCommand() {
            super(new DevModeApplication(), row -> true);
        }

        @Override
        Collection<String> values(List<String> before) {
            return before.isEmpty() ? ids() : commands(before);
        }
    }

    /** The commands of the process that the words begin with, or the arguments of the command that follows it. */
    final List<String> commands(List<String> before) {
        List<String> values = new ArrayList<>();
        try (Answer answer = application.request("commands", Map.of("ids", List.of(before.get(0)))).within(PATIENCE)) {
            for (Members command : answer.only().members().objects("commands")) {
                if (before.size() == 1) {
                    values.add(command.text("name"));
                } else if (before.get(1).equals(command.text("name"))) {
                    command.objects("args").forEach(argument -> values.add(argument.text("name") + "="));
                }
            }
        } catch (RuntimeException e) {
            // There is no application yet, or it has no time.
        }
        return values;
    }

    /** A line, then the processes that are alive. */
    static final class LineThenIds extends Ids {

        private LineThenIds() {
            super(new DevModeApplication(), possible("signal"));
        }

        @Override
        Collection<String> values(List<String> before) {
            return before.isEmpty() ? List.of() : ids();
        }
    }
}
