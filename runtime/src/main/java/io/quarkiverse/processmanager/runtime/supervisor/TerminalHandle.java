package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.ProcessTerminal;
import io.quarkiverse.processmanager.TerminalSize;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;
import io.smallrye.mutiny.Multi;

/** A {@link ProcessTerminal}. It finds its process by the id at each call. */
record TerminalHandle(String id, HandleCommands commands, EventSource source) implements ProcessTerminal {

    @Override
    public CompletionStage<Void> type(String keys) {
        return commands.type(id, keys);
    }

    @Override
    public void resize(TerminalSize size) {
        if (size.columns() < 1 || size.columns() > TerminalSize.MOST || size.rows() < 1 || size.rows() > TerminalSize.MOST) {
            throw new IllegalArgumentException("a terminal cannot have " + size.columns() + " columns and " + size.rows()
                    + " rows; both are between 1 and " + TerminalSize.MOST);
        }
        commands.resize(id, size);
    }

    @Override
    public Multi<byte[]> output() {
        return source.terminal(id);
    }
}
