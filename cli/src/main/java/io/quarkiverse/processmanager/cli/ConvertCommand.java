package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.terminal.foreign.ForeignFile;
import io.quarkiverse.processmanager.terminal.foreign.ForeignFileException;
import io.quarkiverse.processmanager.terminal.foreign.Imported;
import io.quarkiverse.processmanager.terminal.foreign.PropertiesText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the definitions of another tool as properties. Needs no application. */
@Command(name = "convert", mixinStandardHelpOptions = true, description = "Prints the processes of a Procfile or of a process-compose.yaml as properties.")
final class ConvertCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file. A name that ends in .yaml or .yml is a file of process-compose.")
    Path file;

    @Option(names = "--directory", paramLabel = "DIR", defaultValue = "", description = "The directory of the application, to which paths are relative (default: this directory).")
    Path directory;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Imported imported = ForeignFile.read(file, directory);
            if (!imported.faults().isEmpty()) {
                imported.faults().forEach(spec.commandLine().getErr()::println);
                return ExitCode.FAILED;
            }
            PropertiesText.of(imported).forEach(out::println);
            return ExitCode.DONE;
        } catch (ForeignFileException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
