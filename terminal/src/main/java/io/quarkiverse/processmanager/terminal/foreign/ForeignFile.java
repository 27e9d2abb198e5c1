package io.quarkiverse.processmanager.terminal.foreign;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a file of another tool. */
public final class ForeignFile {

    /** How a YAML file ends. */
    private static final String YAML = ".*\\.ya?ml";

    private ForeignFile() {
    }

    /**
     * Reads a file by its name: {@code .yaml} and {@code .yml} are files of process-compose, any other is a Procfile.
     *
     * @param file the file
     * @param base the directory in which the processes of the application run
     * @throws ForeignFileException if the file cannot be read
     */
    public static Imported read(Path file, Path base) throws ForeignFileException {
        return file.getFileName().toString().matches(YAML) ? processCompose(file, base) : procfile(file, base);
    }

    /** Reads a Procfile, in which each line is {@code name: command}. */
    public static Imported procfile(Path file, Path base) throws ForeignFileException {
        return new Procfile(new Place(file, base)).read(text(file));
    }

    /** Reads the YAML file of process-compose. */
    public static Imported processCompose(Path file, Path base) throws ForeignFileException {
        Object content;
        try {
            content = yaml().load(text(file));
        } catch (MarkedYAMLException e) {
            throw new ForeignFileException("cannot read " + file + ": line " + (e.getProblemMark().getLine() + 1)
                    + " is no YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new ForeignFileException("cannot read " + file + ": it is no YAML: " + e.getMessage(), e);
        }
        if (!(content instanceof Map<?, ?> map) || !(map.get("processes") instanceof Map<?, ?>)) {
            throw new ForeignFileException("cannot read " + file + ": it has no 'processes' as files of process-compose do",
                    null);
        }
        return new ComposeFile(new Place(file, base)).read(Node.of(content));
    }

    /** A reader of texts: {@code 1.10} and {@code yes} are values of variables as often as they are a number and a truth value. */
    private static Yaml yaml() {
        LoaderOptions loader = new LoaderOptions();
        loader.setAllowDuplicateKeys(false);
        DumperOptions dumper = new DumperOptions();
        return new Yaml(new SafeConstructor(loader), new Representer(dumper), dumper, loader, new Resolver() {

            @Override
            protected void addImplicitResolvers() {
                addImplicitResolver(Tag.MERGE, MERGE, "<");
                addImplicitResolver(Tag.NULL, NULL, "~nN\0");
                addImplicitResolver(Tag.NULL, EMPTY, null);
            }
        });
    }

    private static String text(Path file) throws ForeignFileException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ForeignFileException("cannot read " + file.toAbsolutePath() + ": there is no such file", e);
        } catch (CharacterCodingException e) {
            throw new ForeignFileException("cannot read " + file.toAbsolutePath() + ": it is no text in UTF-8", e);
        } catch (IOException e) {
            throw new ForeignFileException("cannot read " + file.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }
}
