package io.quarkiverse.processmanager.runtime.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.Program;

/** Names the settings because of which a process restarts, by their keys. The values may be secrets and do not appear. */
public final class ChangedSettings {

    private static final int SHOWN = 3;

    private final List<String> keys = new ArrayList<>();

    private ChangedSettings() {
    }

    /** Why a running process with the first definition restarts to get the second one: {@code env.VERBOSE has changed}. */
    public static String why(ProcessDefinition now, ProcessDefinition next) {
        List<String> keys = between(now, next);
        if (keys.isEmpty()) {
            return "its definition has changed";
        }
        List<String> shown = new ArrayList<>(keys.subList(0, Math.min(SHOWN, keys.size())));
        if (keys.size() > SHOWN) {
            shown.add((keys.size() - SHOWN) + " more");
        }
        String last = shown.remove(shown.size() - 1);
        return shown.isEmpty() ? last + " has changed" : String.join(", ", shown) + " and " + last + " have changed";
    }

    /** The keys of the settings that differ and whose change restarts the process, in the order of the reference. */
    static List<String> between(ProcessDefinition now, ProcessDefinition next) {
        ChangedSettings changed = new ChangedSettings();
        if (now.external() != next.external()) {
            // All other differences follow from this one.
            return List.of("external");
        }
        changed.command(now.command(), next.command());
        changed.compare("port", now.port(), next.port());
        changed.compareAll("ports.", now.ports(), next.ports());
        changed.execution(now.execution(), next.execution());
        changed.compare("health.notify", NoticeSettings.of(now), NoticeSettings.of(next));
        changed.compare("otel.environment", now.otel().environment(), next.otel().environment());
        changed.compare("data-dir", now.start().dataDir(), next.start().dataDir());
        changed.log(LogSettings.under(now.execution(), now.log()), LogSettings.under(next.execution(), next.log()));
        return changed.keys;
    }

    private void command(Command now, Command next) {
        program(now.program(), next.program());
        if (keys.isEmpty()) {
            // The words of a command that a program leads to follow from the program.
            compare("command", now.words(), next.words());
        }
        compare("shell", now.shell(), next.shell());
        compare("cwd", now.directory(), next.directory());
        compareAll("env.", now.environment(), next.environment());
        compare("unset-env", now.unsetEnvironment(), next.unsetEnvironment());
        compare("inherit-env", now.inheritEnvironment(), next.inheritEnvironment());
        compare("stdin", now.stdin(), next.stdin());
        compare("tty", now.terminal(), next.terminal());
        compare("inject-dependencies", now.injectDependencies(), next.injectDependencies());
        if (keys.isEmpty()) {
            compare("the address of a dependency", now.references(), next.references());
        }
    }

    private void program(Program now, Program next) {
        compare("artifact", now.artifact(), next.artifact());
        compare("main-class", now.mainClass(), next.mainClass());
        compare("java-options", now.javaOptions(), next.javaOptions());
        compare("npm-script", now.npmScript(), next.npmScript());
    }

    private void execution(Execution now, Execution next) {
        compare("user", now.user(), next.user());
        compare("group", now.group(), next.group());
        compare("umask", now.umask(), next.umask());
        compare("nice", now.nice(), next.nice());
        compareAll("ulimits.", now.ulimits(), next.ulimits());
        compare("isolation", now.isolation(), next.isolation());
        compare("detached", now.detached(), next.detached());
    }

    private void log(LogPolicy now, LogPolicy next) {
        if (now.capture() != next.capture()) {
            boolean direct = now.capture() == LogPolicy.Capture.DIRECT || next.capture() == LogPolicy.Capture.DIRECT;
            compare(direct ? "log.mode" : "log.merge", now.capture(), next.capture());
        } else if (now.capture() == LogPolicy.Capture.DIRECT) {
            compare("log.file.path", now.file().map(LogFile::path), next.file().map(LogFile::path));
        }
    }

    private void compareAll(String prefix, Map<String, ?> now, Map<String, ?> next) {
        Set<String> names = new TreeSet<>(now.keySet());
        names.addAll(next.keySet());
        names.forEach(name -> compare(prefix + name, now.get(name), next.get(name)));
    }

    private void compare(String key, Object now, Object next) {
        if (!Objects.equals(now, next)) {
            keys.add(key);
        }
    }
}
