package io.quarkiverse.processmanager.runtime.definition.check;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.FileProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.probe.NotifyProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.StatusRanges;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.definition.listen.Listening;
import io.quarkiverse.processmanager.runtime.definition.text.ShellScript;

/**
 * Makes the probe of one kind from the given settings; empty if a setting is missing or invalid.
 *
 * @param process where the process listens
 * @param problems receives each problem as a setting and a message
 */
record ProbeOfKind(CheckInputs in, Listening process, BiConsumer<String, String> problems) {

    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

    Optional<Probe> of(CheckType kind) {
        return switch (kind) {
            case HTTP -> http();
            case TCP -> tcp();
            case COMMAND -> command();
            case LOG -> log();
            case NOTIFY -> notice();
            case FILE -> file();
            case GRPC -> grpc();
            case NONE -> Optional.empty();
        };
    }

    private Optional<Probe> refuse(String key, String message) {
        problems.accept(in.name(key), message);
        return Optional.empty();
    }

    private Optional<Probe> missing(String key, CheckType kind) {
        return refuse(key, "is missing; " + in.name("type=") + kind.name().toLowerCase(Locale.ROOT) + " needs it");
    }

    private String host() {
        return in.host.orElse(process.host());
    }

    private Optional<Probe> http() {
        String name = in.method.toUpperCase(Locale.ROOT);
        if (!METHOD.matcher(name).matches()) {
            return refuse("method", "'" + in.method + "' is not an HTTP method such as GET or HEAD");
        }
        Optional<StatusRanges> expected = expectedStatus();
        return address().flatMap(to -> expected.flatMap(statuses -> http(to, name, statuses)));
    }

    private Optional<Probe> http(URI to, String name, StatusRanges statuses) {
        try {
            return Optional.of(new HttpProbe(to, name, in.headers, statuses));
        } catch (IllegalArgumentException e) {
            // The address is valid, so a header is not.
            return refuse("headers", e.getMessage());
        }
    }

    private Optional<URI> address() {
        if (in.url.isPresent() && in.path.isPresent() && in.type.isPresent()) {
            refuse("path", "cannot be combined with " + in.name("url") + "; keep one of them");
        }
        String key = in.url.isPresent() || in.path.isEmpty() ? "url" : "path";
        try {
            if (in.url.isPresent()) {
                return Optional.of(HealthUrl.of(in.url.get(), host(), process.port()));
            }
            if (in.path.isPresent()) {
                return Optional.of(HealthUrl.ofPath(in.path.get(), host(), process.port()));
            }
            missing(key, CheckType.HTTP);
        } catch (IllegalArgumentException e) {
            refuse(key, e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<StatusRanges> expectedStatus() {
        try {
            return Optional.of(StatusRanges.of(in.expectedStatus));
        } catch (IllegalArgumentException e) {
            refuse("expected-status", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Probe> tcp() {
        OptionalInt wanted = in.port.isPresent() ? in.port : process.port();
        if (wanted.isEmpty()) {
            return refuse("port", "is missing; " + in.name("type") + "=tcp needs it, or the port of the process");
        }
        // The port 0 of the process stands for a port that is chosen later.
        if (wanted.getAsInt() < (in.port.isPresent() ? 1 : 0) || wanted.getAsInt() > 65535) {
            return in.port.isPresent() ? refuse("port", wanted.getAsInt() + " is not between 1 and 65535") : Optional.empty();
        }
        in.host.filter(name -> !ListenCheck.isHost(name)).ifPresent(
                name -> refuse("host", "'" + name + "' is not the name or the address of a host"));
        return Optional.of(new TcpProbe(host(), wanted.getAsInt()));
    }

    private Optional<Probe> command() {
        List<String> words = new ArrayList<>(in.command.orElse(List.of()));
        if (in.command.isEmpty()) {
            return missing("command", CheckType.COMMAND);
        }
        if (words.isEmpty() || words.get(0).isBlank()) {
            return refuse("command", "is empty");
        }
        words.addAll(in.args);
        if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            return refuse("command", "contains a NUL character");
        }
        return Optional.of(new CommandProbe(in.shell ? ShellScript.words(words) : words, in.expectedExitCode));
    }

    private Optional<Probe> log() {
        if (in.log.isEmpty()) {
            return missing("log", CheckType.LOG);
        }
        try {
            return Optional.of(new LogProbe(in.log.get()));
        } catch (PatternSyntaxException e) {
            return refuse("log", "'" + in.log.get() + "' is not a regular expression: " + e.getDescription());
        }
    }

    private Optional<Probe> notice() {
        if (in.notice.isEmpty()) {
            return missing("notify", CheckType.NOTIFY);
        }
        try {
            NotifyProbe valid = NotifyProbe.of(in.notice.get());
            return Optional.of(in.watchdog.map(valid::within).orElse(valid));
        } catch (IllegalArgumentException e) {
            return refuse("notify", e.getMessage());
        }
    }

    private Optional<Probe> file() {
        if (in.file.isEmpty()) {
            return missing("file", CheckType.FILE);
        }
        return in.file.get().toString().isEmpty() ? refuse("file", "is empty") : Optional.of(new FileProbe(in.file.get()));
    }

    private Optional<Probe> grpc() {
        if (in.grpc.isEmpty()) {
            return missing("grpc", CheckType.GRPC);
        }
        try {
            return Optional.of(HealthUrl.grpc(in.grpc.get(), host(), process.port()));
        } catch (IllegalArgumentException e) {
            return refuse("grpc", e.getMessage());
        }
    }
}
