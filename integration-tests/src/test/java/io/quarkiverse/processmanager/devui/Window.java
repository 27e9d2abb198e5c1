package io.quarkiverse.processmanager.devui;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

/**
 * A window of the browser. Loading the Dev UI takes seconds, so a window loads it once and then navigates between pages like a
 * click in the menu.
 */
final class Window implements AutoCloseable {

    /**
     * The Dev UI of Quarkus sends its answers from several threads. On a slow machine the frames of two answers of more than 64 KiB can
     * mix: the browser closes the connection, and the page opens a new one.
     */
    private static final String MIXED_FRAMES = "Received start of new message but previous message is unfinished";

    /** The configuration page of Quarkus draws when its texts have arrived, also if its data have not. */
    private static final String NO_CONFIGURATION_YET = "this._allConfiguration is not iterable";

    private final String devUi;
    private final Page page;
    private final List<String> errors = new ArrayList<>();
    private boolean loaded;

    private Window(String devUi, Page page) {
        this.devUi = devUi;
        this.page = page;
    }

    /** @param devUi the address of the Dev UI, with a slash at its end */
    static Window open(Browser browser, String devUi, double patienceMillis) {
        Window window = new Window(devUi, browser.newContext().newPage());
        window.page.context().setDefaultTimeout(patienceMillis);
        window.page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains(MIXED_FRAMES)) {
                window.errors.add(message.text() + " " + message.location());
            }
        });
        window.page.onPageError(error -> {
            if (!error.contains(NO_CONFIGURATION_YET)) {
                window.errors.add(error);
            }
        });
        return window;
    }

    Page show(String path, int width, ColorScheme colors) {
        page.setViewportSize(width, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colors));
        if (loaded) {
            go(path);
        } else {
            page.navigate(devUi + path);
            loaded = true;
        }
        return page;
    }

    /** Leaves the shown page, so that the next page starts again even if it is the same. */
    void leave() {
        go("extensions");
        page.locator("qwc-extensions").waitFor();
    }

    private void go(String path) {
        page.evaluate("address => dispatchEvent(new CustomEvent('vaadin-router-go', { detail: new URL(address) }))",
                devUi + path);
    }

    /** Returns and clears the errors of the console. */
    List<String> takeErrors() {
        List<String> taken = List.copyOf(errors);
        errors.clear();
        return taken;
    }

    @Override
    public void close() {
        page.context().close();
    }
}
