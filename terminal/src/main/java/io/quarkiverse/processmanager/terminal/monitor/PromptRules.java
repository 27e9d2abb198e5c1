package io.quarkiverse.processmanager.terminal.monitor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.terminal.monitor.Areas.Zoom;
import io.quarkiverse.processmanager.terminal.monitor.Input.Key;
import io.quarkiverse.processmanager.terminal.monitor.Input.Name;
import io.quarkiverse.processmanager.terminal.monitor.Prompt.Kind;
import io.quarkiverse.processmanager.terminal.monitor.draw.Tone;
import io.quarkiverse.processmanager.terminal.monitor.log.Search;
import io.quarkiverse.processmanager.terminal.text.Rows;

/** What the keys do while the last line asks for a text or a confirmation. Owned by the thread of the model. */
final class PromptRules {

    private final Model model;

    PromptRules(Model model) {
        this.model = model;
    }

    void open(KeyCommand command) {
        switch (command) {
            case SEARCH -> {
                String text = model.log().search().text();
                model.open(Page.Kind.NONE);
                if (model.zoom() == Zoom.TABLE) {
                    model.zoom(Zoom.NONE);
                }
                model.log().search(Search.NONE);
                model.prompt(new Prompt(Kind.SEARCH, "", "", text));
            }
            case FILTER -> model.prompt(new Prompt(Kind.FILTER, "", model.table().filter(), model.table().filter()));
            case SIGNAL -> ask(Kind.SIGNAL, "signal");
            case KILL -> ask(Kind.KILL, "kill");
            default -> throw new IllegalArgumentException("no prompt belongs to " + command);
        }
    }

    private void ask(Kind kind, String action) {
        Optional<TableRow> row = model.selection();
        if (row.isEmpty()) {
            model.notice(new Notice("no process is selected", Tone.PENDING));
        } else if (!row.get().allows(action)) {
            model.notice(new Notice("cannot " + action + " process '" + row.get().id() + "': it "
                    + Rows.verb(row.get().state()), Tone.BAD));
        } else {
            model.prompt(new Prompt(kind, row.get().id(), "", ""));
        }
    }

    List<Effect> apply(Key key) {
        Prompt prompt = model.prompt();
        if (prompt.kind() == Kind.KILL) {
            return confirm(prompt, key);
        }
        switch (key.name()) {
            case ESCAPE -> cancel(prompt);
            case ENTER -> {
                return submit(prompt);
            }
            case BACKSPACE -> typed(prompt.erased());
            case CLEAR_LINE -> typed(prompt.with(""));
            case CHARACTER -> typed(prompt.typed(key.character()));
            default -> {
                // The other keys have no meaning in a text.
            }
        }
        return List.of();
    }

    /** A pasted text is no answer to a question: its first letter could be a y. */
    void paste(String text) {
        Prompt prompt = model.prompt();
        if (prompt.kind() != Kind.KILL) {
            typed(prompt.pasted(text));
        }
    }

    private List<Effect> confirm(Prompt prompt, Key key) {
        model.prompt(Prompt.NONE);
        boolean yes = key.is(Name.CHARACTER) && (key.character() == 'y' || key.character() == 'Y');
        if (!yes) {
            model.notice(new Notice("'" + prompt.id() + "' is not killed", Tone.PLAIN));
            return List.of();
        }
        return List.of(new Effect.Order("stop", prompt.id(), Map.of("force", true)));
    }

    /** A filter and a search show their effect while the text is typed. */
    private void typed(Prompt prompt) {
        model.prompt(prompt);
        if (prompt.kind() == Kind.FILTER) {
            model.table().filter(prompt.text());
        } else if (prompt.kind() == Kind.SEARCH) {
            model.log().search(new Search(prompt.text()));
        }
    }

    private void cancel(Prompt prompt) {
        typed(prompt.with(prompt.before()));
        model.prompt(Prompt.NONE);
    }

    private List<Effect> submit(Prompt prompt) {
        model.prompt(Prompt.NONE);
        String text = prompt.text().strip();
        if (prompt.kind() == Kind.SEARCH && !prompt.text().isEmpty()
                && !model.log().findFromBottom(LogView.textWidth(model), model.areas().lower())) {
            model.notice(new Notice("no line contains '" + prompt.text() + "'", Tone.PENDING));
        } else if (prompt.kind() == Kind.SIGNAL && !text.isEmpty()) {
            return List.of(new Effect.Order("signal", prompt.id(), Map.of("signal", text.toUpperCase(Locale.ROOT))));
        }
        return List.of();
    }
}
