package io.quarkiverse.processmanager.runtime.rules.replica;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.StartSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.definition.command.ProcessCommandSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.definition.traits.Replication;

/**
 * Makes the definitions of the replicas out of the one definition that stands for them. A replica is a process like any other from
 * then on; only commands on the whole group and dependencies on it know that it is one of several.
 */
public final class Replicas {

    /** The variable in which a replica finds its index. */
    public static final String VARIABLE = "REPLICA_INDEX";

    private Replicas() {
    }

    /** Whether the definition stands for several processes, and is none of them. */
    public static boolean isTemplate(ProcessDefinition definition) {
        Replication replication = replication(definition);
        return replication.declared().isPresent() && replication.member().isEmpty();
    }

    /** The id of the definition that stands for this replica and the others; empty for any other process. */
    public static Optional<String> group(ProcessDefinition definition) {
        return template(definition).map(ProcessDefinition::id);
    }

    /** The definition that stands for this replica and the others; empty for any other process. */
    public static Optional<ProcessDefinition> template(ProcessDefinition definition) {
        return replication(definition).member().map(Replication.Member::template);
    }

    /** The index of this replica; empty for any other process. */
    public static OptionalInt index(ProcessDefinition definition) {
        return replication(definition).member().map(member -> OptionalInt.of(member.index())).orElse(OptionalInt.empty());
    }

    /** The id of a replica. */
    public static String id(String group, int index) {
        return group + "-" + index;
    }

    /** The ids in the order of their indexes, with the first and the last one of each run: {@code worker-0 to worker-3, worker-7}. */
    public static String names(String group, Collection<String> ids) {
        Map<Integer, String> byIndex = new TreeMap<>();
        ids.forEach(id -> byIndex.put(Integer.valueOf(id.substring(group.length() + 1)), id));
        List<Integer> indexes = List.copyOf(byIndex.keySet());
        List<String> names = new ArrayList<>();
        for (int from = 0, to; from < indexes.size(); from = to + 1) {
            to = from;
            while (to + 1 < indexes.size() && indexes.get(to + 1) == indexes.get(to) + 1) {
                to++;
            }
            names.add(id(group, indexes.get(from)) + (to == from ? ""
                    : (to == from + 1 ? ", " : " to ") + id(group, indexes.get(to))));
        }
        return String.join(", ", names);
    }

    /** The definitions with the replicas in the place of each definition that stands for some, with the ports that are chosen. */
    public static List<ProcessDefinition> expand(Collection<ProcessDefinition> definitions) {
        List<ProcessDefinition> expanded = new ArrayList<>();
        outline(definitions).forEach(definition -> expanded.add(complete(definition)));
        return expanded;
    }

    /** The same, and each replica has its id only so far: its ports are chosen, and then {@link #complete} makes the rest. */
    public static List<ProcessDefinition> outline(Collection<ProcessDefinition> definitions) {
        List<ProcessDefinition> outlines = new ArrayList<>();
        for (ProcessDefinition definition : definitions) {
            if (isTemplate(definition)) {
                for (int index = 0; index < definition.replicas(); index++) {
                    outlines.add(outline(definition, index));
                }
            } else {
                outlines.add(definition);
            }
        }
        return outlines;
    }

    /** One replica with its id, and with the ports that the configuration has chosen for it, or those that are declared. */
    public static ProcessDefinition outline(ProcessDefinition template, int index) {
        ProcessSettings settings = ProcessSettings.of(template);
        Replication replication = settings.traits().replication();
        String id = id(template.id(), index);
        String name = template.name().equals(template.id()) ? id : template.name() + " " + index;
        ProcessSettings outline = settings.named(id, name)
                .withTraits(settings.traits().with(replication.as(new Replication.Member(index, template))));
        if (index < replication.ports().size()) {
            return withPorts(outline, replication.ports().get(index));
        }
        return index == 0 ? outline : withPorts(outline, declaredPorts(settings));
    }

    /** The replica with other ports, by name; the main port has the empty name. */
    public static ProcessSettings withPorts(ProcessDefinition outline, Map<String, Integer> ports) {
        Map<String, Integer> named = new HashMap<>(ports);
        Integer main = named.remove("");
        return ProcessSettings.of(outline).withPorts(main == null ? OptionalInt.empty() : OptionalInt.of(main), named);
    }

    /** The ports as the user has written them: a port that was chosen for the first replica is 0 again. */
    private static Map<String, Integer> declaredPorts(ProcessSettings template) {
        Map<String, Integer> ports = new HashMap<>(ListenCheck.ports(template));
        template.listen().chosen().forEach(name -> ports.replace(name, 0));
        return ports;
    }

    /** A replica with its own texts, files and checks; any other definition as it is. Idempotent. */
    public static ProcessDefinition complete(ProcessDefinition outline) {
        Optional<Replication.Member> member = replication(outline).member();
        return member.isEmpty() ? outline : complete(ProcessSettings.of(outline), member.get());
    }

    private static ProcessDefinition complete(ProcessSettings own, Replication.Member member) {
        ProcessSettings template = ProcessSettings.of(member.template());
        Map<String, Integer> ports = ListenCheck.ports(own);
        ReplicaText text = new ReplicaText(member.index(), ports);
        Map<Integer, Integer> moved = new HashMap<>();
        ListenCheck.ports(template).forEach((name, port) -> moved.put(port, ports.getOrDefault(name, port)));
        ReplicaProbe probes = new ReplicaProbe(text, moved);
        StartSettings start = ((StartSettings) template.start()).ofReplica(text::own, text.of(template.start().preStart()));
        Optional<ProcessCheck> check = template.healthCheck().map(probes::of);
        return own.withTraits(own.traits().with(template.liveness().map(probes::of)).with(commands(template, text))).ofReplica(
                command(template, start, text, member.index()), check, start, stop(template.stop(), text),
                log(template.log(), text));
    }

    /**
     * A definition that still stands for all replicas, with its ports in the place of {@code {port}}: where the processes run
     * elsewhere, each has a host of its own and the same ports. {@code {replica}} stays, unless there is only one: its index is 0.
     *
     * @param single whether there is only one, also where the definition has several
     */
    public static ProcessSettings withOwnPorts(ProcessSettings template, boolean single) {
        if (!isTemplate(template)) {
            return template;
        }
        Map<String, Integer> ports = ListenCheck.ports(template);
        ReplicaText text = single ? new ReplicaText(0, ports) : ReplicaText.ofPorts(ports);
        CommandSettings command = CommandSettings.of(template.command());
        Map<String, String> index = single ? Map.of(VARIABLE, "0") : Map.of();
        StartSettings start = ((StartSettings) template.start()).ofReplica(path -> path, text.of(template.start().preStart()));
        ReplicaProbe probes = new ReplicaProbe(text, Map.of());
        return template.withTraits(template.traits().with(template.liveness().map(probes::of)))
                .ofReplica(
                        command.with(text.of(command.words()))
                                .in(command.directory().map(text::in), text.of(command.environment()))
                                .withDefaults(index),
                        template.healthCheck().map(probes::of), start, stop(template.stop(), text), template.log());
    }

    private static CommandSettings command(ProcessSettings template, StartSettings start, ReplicaText text, int index) {
        CommandSettings command = CommandSettings.of(template.command());
        CommandSettings own = command.with(text.of(command.words()))
                .in(command.directory().map(text::in), text.of(command.environment()))
                .withDefaults(Map.of(VARIABLE, String.valueOf(index)));
        Optional<Path> common = template.start().dataDir();
        return common.isEmpty() ? own : own.moved(common.get().toString(), start.dataDir().orElseThrow().toString());
    }

    private static Map<String, ProcessCommand> commands(ProcessSettings template, ReplicaText text) {
        Map<String, ProcessCommand> commands = new HashMap<>();
        template.commands().forEach((name, command) -> commands.put(name, ProcessCommandSettings.of(command)
                .with(text.of(command.words()), command.directory().map(text::in))));
        return commands;
    }

    private static StopPolicy stop(StopPolicy stop, ReplicaText text) {
        return new StopSettings(stop.signal(), stop.timeout(), text.of(stop.command()), stop.scope(), stop.leftovers());
    }

    private static LogPolicy log(LogPolicy log, ReplicaText text) {
        return log.file().<LogPolicy> map(file -> LogSettings.of(log)
                .withFile(new LogFileSettings(text.own(file.path()), file.maxBytes(), file.maxBackups()))).orElse(log);
    }

    private static Replication replication(ProcessDefinition definition) {
        return definition instanceof ProcessSettings settings ? settings.traits().replication() : Replication.NONE;
    }
}
