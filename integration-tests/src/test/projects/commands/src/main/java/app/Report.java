package app;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** A command that prints the ports that it knows and its own processes. */
@QuarkusMain
public class Report implements QuarkusApplication {

    @ConfigProperty(name = "quarkus.processes.stub.port")
    int stub;
    @ConfigProperty(name = "quarkus.processes.admin.ports.admin", defaultValue = "0")
    int admin;
    @Inject
    ProcessManager processes;

    @Override
    public int run(String... arguments) {
        System.out.println("stub " + stub + ", admin " + admin + ", own "
                + processes.processes().stream().filter(ManagedProcess::isRunning).map(ManagedProcess::id).sorted().toList());
        return 0;
    }
}
