package io.quarkiverse.processmanager.runtime.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.RestartPolicy;

/**
 * A program whose processes are hard to stop. It writes {@code up} when all its processes are running. Each process has the tag
 * or the nap in its command line, so the test finds it independently of the runner. The comments in the first lines of the
 * program name the commands that it needs, {@code # needs: tmux}, and the ends that do not apply, {@code # not: CRASH}.
 *
 * @param name the name of the process
 * @param file the program
 * @param directory the working directory
 * @param jvm the pid of the JVM that runs the program
 */
record HostileProgram(String name, Path file, Path directory, long jvm) {

    static final Duration STOP_TIMEOUT = Duration.ofMillis(700);

    private static final Map<String, String> INTERPRETERS = Map.of("sh", "sh", "pl", "perl", "py", "python3");

    /** All programs that this machine can run and that are meant for an end. */
    static List<HostileProgram> all(String end, Path directory, long jvm) throws IOException {
        List<HostileProgram> programs = new ArrayList<>();
        for (HostileProgram program : meantFor(end, directory, jvm)) {
            if (program.lacks().isEmpty()) {
                Files.createDirectories(program.directory);
                programs.add(program);
            }
        }
        return programs;
    }

    /** All programs that are meant for an end, also those that this machine cannot run. */
    static List<HostileProgram> meantFor(String end, Path directory, long jvm) throws IOException {
        Path folder = Path.of(HostileProgram.class.getResource("/hostile").getPath());
        List<HostileProgram> programs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().collect(Collectors.toList())) {
                String name = file.getFileName().toString().replaceAll("\\..*", "");
                HostileProgram program = new HostileProgram(name, file, directory.resolve(name), jvm);
                if (!Files.readAllLines(file).contains("# not: " + end)) {
                    programs.add(program);
                }
            }
        }
        return programs;
    }

    /** What the program needs and this machine does not have. */
    List<String> lacks() throws IOException {
        Stream<String> needs = Files.readAllLines(file).stream().filter(line -> line.startsWith("# needs: "))
                .map(line -> line.substring(9));
        return Stream.concat(Stream.of(interpreter()), needs).filter(need -> need.equals("root")
                ? !System.getProperty("user.name").equals("root")
                : !hasCommand(need)).toList();
    }

    private static boolean hasCommand(String command) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, command)));
    }

    private String interpreter() {
        return INTERPRETERS.get(file.toString().replaceAll(".*\\.", ""));
    }

    private String tag() {
        return "hostile-" + jvm + "-" + name + "-";
    }

    /** The argument of {@code sleep}, which no other process of this machine has. */
    private String nap() {
        return "1000." + jvm + Math.floorMod(name.hashCode(), 10_000);
    }

    ProcessDefinition definition() {
        return ProcessDefinition.builder(name).restart(restart -> restart.policy(RestartPolicy.Mode.NEVER))
                .stop(stop -> stop.timeout(STOP_TIMEOUT))
                .command(interpreter(), file.toString(), tag()).cwd(directory).env("NAP", nap()).env("TAG", tag())
                .env("JAVA", System.getProperty("java.home") + "/bin/java")
                .env("CLASSES", System.getProperty("java.class.path"))
                .build();
    }

    /** The processes of the program that are alive, each as its pid and command line. */
    List<String> alive() {
        List<String> alive = new ArrayList<>();
        ProcessHandle.allProcesses().forEach(process -> {
            // A process that has exited has no command line.
            String words = words(process.pid());
            if (words.contains(tag()) || words.contains(nap())) {
                alive.add(process.pid() + " " + words);
            }
        });
        return alive;
    }

    /** The command line of a process. */
    static String words(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
