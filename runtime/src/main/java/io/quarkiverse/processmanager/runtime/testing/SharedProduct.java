package io.quarkiverse.processmanager.runtime.testing;

import java.nio.file.Path;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.runtime.definition.ProgramSettings;

/**
 * What a task creates in the project, as a text. If a task of dev mode and one of the tests beside it have the same text, one run
 * is enough for both, and two runs at the same time would disturb each other: {@code npm ci} deletes the installed modules first.
 */
final class SharedProduct {

    /** The process creates nothing that lasts, starts by hand, or must run for the tests alone. */
    static final String NONE = "";

    private SharedProduct() {
    }

    /** The id of the process in dev mode: of the one with the same product, which can have another id, else the same id. */
    static String idInDevMode(ProcessDefinition process, Map<String, DevProcess> dev) {
        String product = of(process);
        if (product.equals(NONE) || isOf(dev.get(process.id()), product)) {
            return process.id();
        }
        return dev.entrySet().stream().filter(other -> isOf(other.getValue(), product)).map(Map.Entry::getKey).sorted()
                .findFirst().orElse(process.id());
    }

    private static boolean isOf(DevProcess process, String product) {
        return process != null && process.product().equals(product);
    }

    /**
     * The product of a process: the installation of an npm script, or the path of {@code creates}. The text of an installation
     * contains the revision of the lock file, so an installation of older dependencies is another product.
     */
    static String of(ProcessDefinition process) {
        if (!process.start().auto()) {
            return NONE;
        }
        Path directory = process.command().directory().orElse(Path.of("")).toAbsolutePath().normalize();
        if (process.command().program() instanceof ProgramSettings program
                && program.task() == ProgramSettings.Task.INSTALLATION) {
            return "installation " + program.revision() + " in " + directory;
        }
        if (process.start().test().filter(TestPolicy.OWN::equals).isPresent()) {
            return NONE;
        }
        return process.start().creates().map(path -> directory.resolve(path).normalize().toString()).orElse(NONE);
    }
}
