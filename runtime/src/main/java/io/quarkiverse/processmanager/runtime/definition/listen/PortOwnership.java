package io.quarkiverse.processmanager.runtime.definition.listen;

import java.util.List;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.PortOwner;

/** Infers who listens on the port of a process that does not declare it. */
public final class PortOwnership {

    private static final String ENGINES = "(?:\\S*/)?(?:docker|docker-compose|podman|podman-compose|nerdctl)(?:\\s|$)";
    private static final Pattern WORDS = Pattern.compile("(?:(?:\\S*/)?(?:sudo|env|exec)\\s+)*" + ENGINES);
    private static final Pattern SCRIPT = Pattern.compile("(?:^|[;&|({\\s])" + ENGINES);

    private PortOwnership() {
    }

    /** The clients of container engines: a process of the engine listens on the port of a container. */
    public static PortOwner of(List<String> words, boolean shell) {
        boolean engine = shell && !words.isEmpty() ? SCRIPT.matcher(words.get(0)).find()
                : WORDS.matcher(String.join(" ", words)).lookingAt();
        return engine ? PortOwner.ANY : PortOwner.PROCESS;
    }
}
