package io.quarkiverse.processmanager.docs;

import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessTerminal;
import io.quarkiverse.processmanager.TerminalSize;
import io.smallrye.mutiny.Multi;

@ApplicationScoped
public class Repl {

    @Inject
    ProcessManager processes;

    // tag::terminal[]
    Multi<String> screen() {
        ManagedProcess repl = processes.get("repl");
        ProcessTerminal terminal = repl.terminal().orElseThrow();
        terminal.resize(new TerminalSize(100, 40));
        repl.send("print(6 * 7)");
        terminal.type("\u0003");
        return terminal.output().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
    // end::terminal[]
}
