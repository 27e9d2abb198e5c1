package io.quarkiverse.processmanager.runtime.dev.ui.command;

import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.runtime.dev.ui.ActionResult;
import io.quarkiverse.processmanager.runtime.dev.ui.PageConnection;
import io.quarkiverse.processmanager.runtime.views.CommandRow;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Runs the commands of processes for the pages of the Dev UI. Only a page sends values: other programs have the control socket, which
 * checks their user.
 */
@Singleton
public class CommandsJsonRpc {

    private final ProcessManager manager;

    @Inject
    CommandsJsonRpc(ProcessManager manager) {
        this.manager = manager;
    }

    /**
     * Runs a command. The run goes on when the page leaves.
     *
     * @param args the values by the names of the arguments, as a JSON object
     * @param confirmed whether the user has answered the question of the command
     */
    public Multi<CommandNews> runCommand(String id, String name, String args, boolean confirmed) {
        PageConnection page = PageConnection.current();
        if (!page.isOfPage()) {
            return Multi.createFrom().item(CommandNews.end(false, "only a page of the Dev UI can run a command"));
        }
        try {
            Map<String, String> values = Values.parse(args);
            return page.carry(CommandStream.of(CommandRow.run(manager.get(id), name, values, confirmed), page::isFull));
        } catch (ProcessException | IllegalArgumentException e) {
            return Multi.createFrom().item(CommandNews.end(false, String.valueOf(e.getMessage())));
        }
    }

    /** Kills the present run of a command. */
    @NonBlocking
    public Uni<ActionResult> cancelCommand(String id, String name) {
        return PageConnection.current().carry(Uni.createFrom().completionStage(() -> manager.get(id).cancelCommand(name))
                .map(nothing -> new ActionResult(true, ""))
                .onFailure(ProcessException.class).recoverWithItem(failure -> new ActionResult(false, failure.getMessage())));
    }
}
