package io.quarkiverse.processmanager.terminal.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.monitor.Areas.Zoom;
import io.quarkiverse.processmanager.terminal.monitor.draw.Tone;
import io.quarkiverse.processmanager.terminal.monitor.log.LogLine;
import io.quarkiverse.processmanager.terminal.monitor.log.LogPane;

/**
 * What the monitor shows. Each event changes it and returns what must happen outside of it. Has no time, no thread and no terminal
 * of its own. Owned by one thread.
 */
final class Model {

    private static final String NOTHING = "";
    private static final String ALL = "*";

    private final ProcessTable table = new ProcessTable();
    private final LogPane log = new LogPane();
    private final MonitorOptions options;
    private final Pages pages;
    private int width = 80;
    private int height = 24;
    private int firstRow;
    private boolean lowerFocused;
    private boolean focusBefore;
    private Zoom zoom = Zoom.NONE;
    private boolean merged;
    private Page page = Page.NONE;
    private int pageTop;
    private Prompt prompt = Prompt.NONE;
    private Notice notice = Notice.NONE;
    private String lost = "";
    private boolean known;
    private String logged = NOTHING;
    private int serial;

    Model(MonitorOptions options) {
        this.options = options;
        this.pages = new Pages(options.unicode());
        options.selected().ifPresent(table::select);
    }

    MonitorOptions options() {
        return options;
    }

    ProcessTable table() {
        return table;
    }

    LogPane log() {
        return log;
    }

    /** The table of the keys needs the whole screen. */
    Areas areas() {
        return Areas.of(width, height, Math.max(1, table.shown().size()),
                page.kind() == Page.Kind.HELP ? Zoom.LOWER : zoom);
    }

    int firstRow() {
        return firstRow;
    }

    boolean isLowerFocused() {
        return zoom == Zoom.LOWER || page.kind() == Page.Kind.HELP || zoom == Zoom.NONE && lowerFocused;
    }

    Zoom zoom() {
        return zoom;
    }

    boolean isMerged() {
        return merged;
    }

    /** Whether the log has lines of several processes, which need their ids. */
    boolean isLogOfSeveral() {
        return merged || selection().filter(TableRow::isFolded).isPresent();
    }

    Page page() {
        return page;
    }

    /** The lines of the page, broken where they do not fit. */
    List<Page.Line> pageLines() {
        return page.lines().stream().flatMap(line -> line.wrapped(width).stream()).toList();
    }

    int pageTop() {
        return pageTop;
    }

    Prompt prompt() {
        return prompt;
    }

    Notice notice() {
        return notice;
    }

    /** Why there is no connection to the application; empty while there is one. */
    String lost() {
        return lost;
    }

    /** Whether the application has ever sent the processes. */
    boolean isKnown() {
        return known;
    }

    // Events from outside.

    void resized(int columns, int lines) {
        width = columns;
        height = lines;
        keepVisible();
    }

    List<Effect> rows(List<TableRow> rows) {
        boolean back = !lost.isEmpty();
        known = true;
        lost = "";
        table.rows(rows);
        if (page.kind() == Page.Kind.TREE) {
            page = pages.tree(table.all());
        }
        List<Effect> effects = new ArrayList<>();
        if (page.kind() == Page.Kind.WHY) {
            effects.addAll(askWhy());
        }
        if (back) {
            notice = new Notice("connected again", Tone.GOOD);
        }
        effects.addAll(settle());
        return effects;
    }

    /** @param serialOfLog that of the effect that has asked for the lines; others are late and are dropped */
    void lines(int serialOfLog, List<LogLine> lines) {
        if (serialOfLog == serial) {
            lines.forEach(log::add);
        }
    }

    /** The log begins again, because the connection was lost meanwhile. */
    void logBegins(int serialOfLog) {
        if (serialOfLog == serial) {
            log.clear();
        }
    }

    void lost(String why) {
        lost = why;
    }

    void notice(Notice other) {
        notice = other;
    }

    void causes(String id, List<Members> causes) {
        if (page.kind() == Page.Kind.WHY && table.selection().filter(row -> row.id().equals(id)).isPresent()) {
            page = pages.why(id, causes);
        }
    }

    // What the keys change.

    /** Opens a page, which has the focus until it is closed or the key for that moves the focus. */
    void open(Page.Kind kind) {
        pageTop = 0;
        if (kind != Page.Kind.NONE && !page.isOpen()) {
            focusBefore = lowerFocused;
            lowerFocused = true;
        } else if (kind == Page.Kind.NONE && page.isOpen()) {
            lowerFocused = focusBefore;
        }
        page = switch (kind) {
            case NONE -> Page.NONE;
            case HELP -> pages.help();
            case TREE -> pages.tree(table.all());
            case WHY -> pages.why(table.selection().map(TableRow::id).orElse(""), List.of());
        };
    }

    List<Effect> askWhy() {
        return table.selection().map(row -> List.<Effect> of(new Effect.AskWhy(row.id()))).orElse(List.of());
    }

    void scrollPage(int lines) {
        pageTop = Math.max(0, Math.min(pageTop + lines, pageLines().size() - areas().lower()));
    }

    void prompt(Prompt other) {
        prompt = other;
    }

    void zoom(Zoom other) {
        zoom = other;
    }

    void focusLower(boolean lower) {
        lowerFocused = lower;
        zoom = zoom == Zoom.NONE ? Zoom.NONE : lower ? Zoom.LOWER : Zoom.TABLE;
    }

    void merge(boolean all) {
        merged = all;
    }

    Optional<TableRow> selection() {
        return table.selection();
    }

    private void keepVisible() {
        firstRow = table.first(Math.max(1, areas().table()), firstRow);
        scrollPage(0);
    }

    /** Keeps the selection visible, and shows the log that belongs to the selection. */
    List<Effect> settle() {
        keepVisible();
        String wanted = merged ? ALL : selection().map(TableRow::id).orElse(NOTHING);
        List<String> ids = logIds();
        if (!known || (wanted + ids).equals(logged) && !log.isStale()) {
            return List.of();
        }
        logged = wanted + ids;
        serial++;
        log.clear();
        return List.of(wanted.equals(NOTHING) ? new Effect.HideLog()
                : new Effect.ShowLog(serial, ids));
    }

    /** The processes whose output the log shows; empty for all, or without any. */
    private List<String> logIds() {
        return merged ? List.of()
                : selection().map(row -> row.isFolded() ? row.members().stream().map(TableRow::id).toList()
                        : List.of(row.id())).orElse(List.of());
    }
}
