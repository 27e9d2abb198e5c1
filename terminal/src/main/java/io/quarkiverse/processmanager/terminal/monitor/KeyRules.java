package io.quarkiverse.processmanager.terminal.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.terminal.monitor.Areas.Zoom;
import io.quarkiverse.processmanager.terminal.monitor.Input.Gesture;
import io.quarkiverse.processmanager.terminal.monitor.Input.Key;
import io.quarkiverse.processmanager.terminal.monitor.Input.Mouse;
import io.quarkiverse.processmanager.terminal.monitor.Input.Name;
import io.quarkiverse.processmanager.terminal.monitor.Input.Paste;
import io.quarkiverse.processmanager.terminal.monitor.Page.Kind;
import io.quarkiverse.processmanager.terminal.monitor.draw.Tone;
import io.quarkiverse.processmanager.terminal.monitor.log.Search;
import io.quarkiverse.processmanager.terminal.text.Rows;

/** What each key, each gesture and each pasted text does to a model. Owned by the thread of the model. */
final class KeyRules {

    private static final int WHEEL_LINES = 3;
    private static final int ESCAPE = 2;

    private final Model model;
    private final PromptRules prompts;

    KeyRules(Model model) {
        this.model = model;
        this.prompts = new PromptRules(model);
    }

    List<Effect> apply(Input input) {
        Optional<String> before = model.selection().map(TableRow::id);
        List<Effect> effects = new ArrayList<>();
        if (input instanceof Mouse mouse) {
            effects.addAll(gesture(mouse));
        } else if (input instanceof Key key) {
            effects.addAll(key(key));
        } else if (input instanceof Paste paste) {
            paste(paste.text());
        }
        if (model.page().kind() == Kind.WHY && !model.selection().map(TableRow::id).equals(before)) {
            effects.addAll(model.askWhy());
        }
        effects.addAll(model.settle());
        return effects;
    }

    /** A pasted text is never taken as keys, because many keys are commands. */
    private void paste(String text) {
        if (model.prompt().isOpen()) {
            prompts.paste(text);
        } else if (!text.isEmpty()) {
            model.notice(new Notice("pasted text has no effect here; / opens a search, f a filter", Tone.PENDING));
        }
    }

    private List<Effect> key(Key key) {
        if (key.is(Name.END_OF_INPUT) || key.is(Name.INTERRUPT)) {
            return List.of(new Effect.Leave());
        } else if (model.prompt().isOpen()) {
            return prompts.apply(key);
        }
        Optional<KeyCommand> command = KeyCommand.of(key);
        if (command.isEmpty()) {
            return List.of();
        }
        model.notice(Notice.NONE);
        return command(command.get(), command.get().direction(key));
    }

    private List<Effect> command(KeyCommand command, int direction) {
        switch (command) {
            case MOVE -> move(direction);
            case PAGE -> move(direction * Math.max(1, visible() - 1));
            case ENDS -> ends(direction);
            case SIDEWAYS -> model.log().sideways(direction);
            case PANE -> model.focusLower(!model.isLowerFocused());
            case ZOOM -> model.zoom(model.zoom() != Zoom.NONE ? Zoom.NONE
                    : model.isLowerFocused() ? Zoom.LOWER : Zoom.TABLE);
            case SORT -> sort(direction);
            case NEXT -> find(direction);
            case FOLLOW -> model.log().toggleFollowing(model.areas().lower());
            case UNFOLD -> unfold();
            case MERGE -> model.merge(!model.isMerged());
            case TREE, HELP -> toggle(command == KeyCommand.TREE ? Kind.TREE : Kind.HELP);
            case WHY -> {
                toggle(Kind.WHY);
                return model.page().kind() == Kind.WHY ? model.askWhy() : List.of();
            }
            case FILTER, SEARCH, SIGNAL, KILL -> prompts.open(command);
            case START, STOP, RESTART -> {
                return order(command);
            }
            case REDRAW -> {
                return List.of(new Effect.Redraw());
            }
            case BACK -> {
                return back(direction == ESCAPE);
            }
        }
        return List.of();
    }

    private int visible() {
        return model.isLowerFocused() ? model.areas().lower() : model.areas().table();
    }

    private void move(int lines) {
        if (!model.isLowerFocused()) {
            model.table().move(lines);
        } else if (model.page().isOpen()) {
            model.scrollPage(lines);
        } else {
            model.log().scroll(lines, model.areas().lower());
        }
    }

    private void ends(int direction) {
        if (!model.isLowerFocused() || model.page().isOpen()) {
            move(direction * (Integer.MAX_VALUE / 2));
        } else if (direction < 0) {
            model.log().toFirst();
        } else {
            model.log().toEnd();
        }
    }

    private void sort(int direction) {
        if (direction > 0) {
            model.table().nextOrder();
        } else {
            model.table().reverse();
        }
    }

    private void unfold() {
        if (!model.table().toggleReplicas()) {
            model.notice(new Notice("the selected process has no replicas", Tone.PENDING));
        }
    }

    private void find(int direction) {
        if (!model.log().search().isActive()) {
            model.notice(new Notice("nothing to search for; / begins a search", Tone.PENDING));
        } else if (!model.log().find(direction, LogView.textWidth(model), model.areas().lower())) {
            model.notice(new Notice("no line contains '" + model.log().search().text() + "'", Tone.PENDING));
        }
    }

    private void toggle(Kind kind) {
        model.open(model.page().kind() == kind ? Kind.NONE : kind);
        if (model.zoom() == Zoom.TABLE) {
            model.zoom(Zoom.NONE);
        }
    }

    private List<Effect> order(KeyCommand command) {
        Optional<TableRow> row = model.selection();
        if (row.isEmpty()) {
            model.notice(new Notice("no process is selected", Tone.PENDING));
            return List.of();
        }
        String action = switch (command) {
            case START -> "start";
            case STOP -> "stop";
            default -> "restart";
        };
        boolean possible = row.get().allows(action) || command == KeyCommand.START && row.get().allows("forceStart");
        if (!possible) {
            model.notice(new Notice("cannot " + action + " process '" + row.get().id() + "': it "
                    + Rows.verb(row.get().state()), Tone.BAD));
            return List.of();
        }
        return List.of(new Effect.Order(action, row.get().id(), Map.of()));
    }

    private List<Effect> back(boolean escape) {
        if (model.page().isOpen()) {
            model.open(Kind.NONE);
        } else if (model.zoom() != Zoom.NONE) {
            model.zoom(Zoom.NONE);
        } else if (escape && model.log().search().isActive()) {
            model.log().search(Search.NONE);
        } else if (escape && !model.table().filter().isEmpty()) {
            model.table().filter("");
        } else {
            return List.of(new Effect.Leave());
        }
        return List.of();
    }

    private List<Effect> gesture(Mouse mouse) {
        int lines = mouse.gesture() == Gesture.WHEEL_UP ? -WHEEL_LINES : WHEEL_LINES;
        if (mouse.gesture() != Gesture.PRESS) {
            scroll(mouse.row(), lines);
        } else if (model.areas().isRow(mouse.row())) {
            int place = model.firstRow() + mouse.row() - Areas.FIRST_ROW;
            if (place < model.table().shown().size()) {
                model.table().select(place);
            }
            model.focusLower(false);
        } else if (model.areas().isLower(mouse.row())) {
            model.focusLower(true);
        }
        return List.of();
    }

    private void scroll(int line, int lines) {
        if (!model.areas().isLower(line)) {
            model.table().move(Integer.signum(lines));
        } else if (model.page().isOpen()) {
            model.scrollPage(lines);
        } else {
            model.log().scroll(lines, model.areas().lower());
        }
    }
}
