package io.quarkiverse.processmanager.runtime.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a script of {@code package.json} whose server does not receive the port of its process. Most servers of Node.js read the
 * variable {@code PORT}; the ones here do not, and listen on their default port. The check of the declared port then fails until the
 * start times out, although the output of the server says that it is ready.
 */
public final class PortOfScript {

    /** The servers, with the arguments that begin them. Their other commands, such as {@code vite build}, listen on no port. */
    private static final Pattern SERVER = Pattern
            .compile(
                    "(?:^|&&|;)\\s*(?:[A-Z_]+=\\S+\\s+|cross-env\\s+|npx\\s+)*(vite(?! +(?:build|optimize))|ng serve|astro dev)\\b");
    private static final Pattern OPTION = Pattern.compile("(?:^|\\s)--port\\b");

    private PortOfScript() {
    }

    /**
     * The server that does not receive the port.
     *
     * @param script the command of the script
     * @param words the command line that runs the script, with the arguments of the process
     * @param directory the directory of the {@code package.json}, which can have a configuration that reads the variable
     */
    public static Optional<String> ignoredBy(String script, List<String> words, Path directory) {
        Matcher server = SERVER.matcher(script);
        if (!server.find() || OPTION.matcher(script + ' ' + String.join(" ", words)).find() || isReadIn(directory)) {
            return Optional.empty();
        }
        return Optional.of(server.group(1).strip());
    }

    /** Whether a configuration of a server, such as {@code vite.config.js}, reads the variable. */
    private static boolean isReadIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(some -> some.getFileName().toString().contains(".config.")).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains("PORT")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // A directory that cannot be read is a problem of another setting.
            return true;
        }
    }
}
