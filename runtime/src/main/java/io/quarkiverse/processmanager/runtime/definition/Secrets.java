package io.quarkiverse.processmanager.runtime.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.command.CommandArgument;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.FileProbe;
import io.quarkiverse.processmanager.probe.GrpcProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.runtime.safe.SecretName;
import io.quarkiverse.processmanager.runtime.safe.SecretText;

/**
 * The one rule for secrets in each text for users: views, messages, logs, answers of tools. {@link SecretText} finds a secret by
 * what stands around it. {@link #of(ProcessDefinition)} collects the secrets of all settings of a process, and masks them wherever
 * they stand: {@code --password X} of the command makes {@code X} a secret in {@code stop.command}, too. In doubt it masks. A
 * secret that no name shows is not found. Immutable.
 */
public final class Secrets {

    /** Replaces a secret. */
    public static final String MASK = SecretText.MASK;

    private static final Secrets NONE = new Secrets(List.of());
    /** Shorter values are part of too many harmless words. */
    private static final int MINIMUM_LENGTH = 4;
    /** Among them is probably the line before in the same stream. */
    private static final int LINES_BEFORE = 10;
    /** Values of variables such as {@code AUTH_METHOD} that are parts of other texts, and the well-known password of services. */
    private static final Set<String> HARMLESS = Set.of("true", "false", "none", "null", "trust", "auto", "default", "enabled",
            "disabled", "required", "optional", "localhost", "quarkus");

    private final List<String> known;

    private Secrets(List<String> known) {
        this.known = known;
    }

    /** The secrets that a text itself shows. */
    public static Secrets ofTexts() {
        return NONE;
    }

    /** The secrets in the environment of a process. */
    public static Secrets of(Map<String, String> environment) {
        Collector all = new Collector();
        all.named(environment);
        return all.secrets();
    }

    /** The secrets in the command of a process. */
    public static Secrets of(Command command) {
        Collector all = new Collector();
        all.command(command);
        return all.secrets();
    }

    /** The secrets in all settings of a process. */
    public static Secrets of(ProcessDefinition definition) {
        Collector all = new Collector();
        all.command(definition.command());
        all.words(definition.start().preStart());
        all.words(definition.stop().command());
        definition.commands().values().forEach(all::command);
        definition.healthCheck().ifPresent(check -> all.probe(check.probe()));
        definition.liveness().ifPresent(check -> all.probe(check.probe()));
        all.named(definition.config());
        definition.pattern().ifPresent(pattern -> all.named(pattern.settings()));
        all.text(definition.name());
        return all.secrets();
    }

    /** These secrets with further ones, such as the secret values of one run; each is masked, however short it is. */
    public Secrets with(Collection<String> others) {
        Collector all = new Collector();
        all.known.addAll(known);
        others.stream().filter(value -> !value.isEmpty()).forEach(all.known::add);
        return all.secrets();
    }

    /** Whether the name has the word for a secret. Only its value can show that it is none, see {@link #isSecret(String, String)}. */
    public static boolean mentionsSecret(String name) {
        return SecretName.mentionsSecret(name);
    }

    /** Whether the value under this name is probably a secret. */
    public static boolean isSecret(String name, String value) {
        return SecretName.isSecret(name, value);
    }

    /** Whether a value is too common to be searched for in other texts, also where a name says that it is a secret. */
    public static boolean isCommon(String value) {
        return value.length() < MINIMUM_LENGTH || HARMLESS.contains(value.toLowerCase(Locale.ROOT));
    }

    /** Masks the values of variables or settings. */
    public Map<String, String> mask(Map<String, String> environment) {
        Map<String, String> masked = new TreeMap<>();
        environment.forEach((name, value) -> masked.put(name, isSecret(name, value) && !value.isEmpty() ? MASK : mask(value)));
        return masked;
    }

    /**
     * Masks the value of a header.
     *
     * @param name the name of the header, or a key that ends in it
     */
    public String maskHeader(String name, String value) {
        return isSecret(name, value) && !value.isEmpty() ? MASK : SecretText.maskHeader(withoutKnown(value));
    }

    /** Masks the words of a command. */
    public List<String> mask(List<String> words) {
        return SecretText.mask(words.stream().map(this::withoutKnown).toList());
    }

    /** Masks the secrets in a text of any kind. */
    public String mask(String text) {
        return SecretText.mask(withoutKnown(text));
    }

    /** The texts of lines of output for a message or a report: without control sequences, and masked. */
    public List<String> quote(List<LogLine> lines) {
        QuotedLines texts = new QuotedLines(this);
        return lines.stream().map(texts::next).toList();
    }

    /**
     * The texts of the last lines of output, at most so many, as {@link #quote(List)} has them. A line before them can have the name
     * of the first value.
     *
     * @param logs the last lines, at most so many
     */
    public List<String> quoteLast(IntFunction<List<LogLine>> logs, int count) {
        List<String> lines = quote(logs.apply(count + LINES_BEFORE));
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** A foreign text for a message or a report: in one line, without control sequences, and masked. */
    public String quote(String text) {
        return mask(SafeText.plain(text));
    }

    String withoutKnown(String text) {
        String masked = text;
        for (String secret : known) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /** Collects the secrets of the settings of one process. */
    private static final class Collector {

        private final Set<String> known = new TreeSet<>(
                Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

        Secrets secrets() {
            return known.isEmpty() ? NONE : new Secrets(List.copyOf(known));
        }

        void command(Command command) {
            command.references().values().forEach(this::named);
            named(command.environment());
            words(command.words());
            words(command.program().javaOptions());
        }

        void command(ProcessCommand command) {
            words(command.words());
            command.arguments().values().stream().filter(CommandArgument::secret)
                    .forEach(argument -> argument.defaultValue().ifPresent(value -> add(value, true)));
        }

        void probe(Probe probe) {
            if (probe instanceof HttpProbe http) {
                named(http.headers());
                http.headers().values().forEach(value -> found(SecretText.inHeader(value)));
                text(http.url().toString());
            } else if (probe instanceof CommandProbe command) {
                words(command.words());
            } else if (probe instanceof LogProbe log) {
                text(log.regex());
            } else if (probe instanceof FileProbe file) {
                text(file.file().toString());
            } else if (probe instanceof GrpcProbe grpc) {
                text(grpc.service());
            }
        }

        void named(Map<String, String> values) {
            values.forEach((name, value) -> {
                if (isSecret(name, value)) {
                    add(value, SecretName.isCertain(name));
                }
                text(value);
            });
        }

        void words(List<String> words) {
            SecretText.in(words).forEach(this::found);
        }

        void text(String text) {
            found(SecretText.in(text));
        }

        private void found(Collection<SecretText.Found> all) {
            all.forEach(this::found);
        }

        private void found(SecretText.Found one) {
            add(one.value(), one.certain());
        }

        /** A reference is not the secret itself. A number under a name such as {@code SESSIONS} is seldom a secret. */
        private void add(String value, boolean certain) {
            boolean number = value.chars().allMatch(Character::isDigit);
            if (!isCommon(value) && value.charAt(0) != '$' && !value.equals(MASK) && (certain || !number)) {
                known.add(value);
                // The token of "Bearer <token>" can stand alone in another text.
                SecretText.inHeader(value).stream().filter(part -> part.value().length() < value.length()).forEach(this::found);
            }
        }
    }
}
