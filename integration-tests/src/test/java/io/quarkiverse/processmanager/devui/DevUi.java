package io.quarkiverse.processmanager.devui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

/**
 * The Dev UI of the demo in a browser, as a parameter of tests. All tests of a JVM share one application, one browser and, until a test
 * fails, its windows. A test fails if the console of the browser contains an error.
 * <p>
 * With {@code -Dscreenshots}, the tests take the pictures of the documentation again.
 */
public final class DevUi implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Path PICTURES = Path.of("../docs/modules/ROOT/images");
    private static final double PATIENCE_MILLIS = 60_000;

    /** The parts that are shared by all tests. */
    private record Stage(Path directory, DevMode demo, Chromium chromium, Deque<Window> idle) implements AutoCloseable {

        /** The browser starts while dev mode does. */
        static Stage set() {
            try {
                Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "devui");
                DevMode demo = DevMode.start(directory);
                try {
                    Chromium chromium = Chromium.start();
                    try {
                        demo.awaitAnswer();
                        return new Stage(directory, demo, chromium, new ArrayDeque<>());
                    } catch (RuntimeException e) {
                        chromium.close();
                        throw e;
                    }
                } catch (IOException | InterruptedException | RuntimeException e) {
                    demo.close();
                    throw e;
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        Window window() {
            return Window.open(chromium.browser(), demo.url() + "/q/dev-ui/", PATIENCE_MILLIS);
        }

        /**
         * Closes the windows that no test uses. They load the data of the Dev UI again when the application restarts. Quarkus sends
         * them the message about the restart before its end. Until its end, Quarkus answers with the earlier problem of the
         * application and the status 500, or closes the connection. A later test would report that error.
         */
        void closeIdle() {
            idle.forEach(Window::close);
            idle.clear();
        }

        @Override
        public void close() {
            try (demo) {
                chromium.close();
            }
        }
    }

    private final List<Window> windows = new ArrayList<>();
    private final List<Window> ownWindows = new ArrayList<>();
    private boolean errorsExpected;
    private Stage stage;

    @Override
    public void beforeEach(ExtensionContext context) {
        setDefaultAssertionTimeout(PATIENCE_MILLIS);
        // With several JVMs, Failsafe runs each class by itself, and all classes of a JVM in one session.
        stage = context.getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(DevUi.class))
                .computeIfAbsent(Stage.class, key -> Stage.set(), Stage.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DevUi.class;
    }

    @Override
    public DevUi resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return this;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        boolean asBefore = !errorsExpected && context.getExecutionException().isEmpty();
        if (asBefore) {
            windows.forEach(Window::leave);
        }
        List<String> seen = errorsExpected ? List.of()
                : Stream.of(windows, ownWindows).flatMap(List::stream).flatMap(window -> window.takeErrors().stream()).toList();
        if (asBefore) {
            stage.idle.addAll(windows);
        } else {
            windows.forEach(Window::close);
        }
        if (errorsExpected) {
            stage.closeIdle();
        }
        ownWindows.forEach(Window::close);
        windows.clear();
        ownWindows.clear();
        errorsExpected = false;
        assertThat(seen).as("errors in the console of the browser").isEmpty();
    }

    /** Opens a page of the extension, such as {@code processes}, in a window that this test has not used. */
    public Page open(String name) {
        return open(name, 1400, ColorScheme.LIGHT);
    }

    /** Opens a page of the extension in a window of this width in pixels. */
    public Page open(String name, int width, ColorScheme colors) {
        Window window = stage.idle.isEmpty() ? stage.window() : stage.idle.remove();
        windows.add(window);
        return window.show("quarkus-process-manager/" + name, width, colors);
    }

    /**
     * Loads any page of the Dev UI in a window of this test alone, so that settings that the Dev UI stores there do not last.
     */
    public Page load(String path, int width, ColorScheme colors) {
        Window window = stage.window();
        ownWindows.add(window);
        return window.show(path, width, colors);
    }

    /** A file of the application, for changes at run time. */
    public Path file(String name) {
        return stage.demo.file(name);
    }

    /** Makes the application detect the changes in its files, and waits for its restart. */
    public void reload() {
        stage.demo.reload(200);
    }

    /** Makes the application detect changes that it cannot start with, and waits for their refusal. */
    public void reloadInVain() {
        stage.demo.reload(500);
    }

    /** For tests that break the application: the Dev UI then logs errors about resources it cannot load, with a delay. */
    public void expectErrors() {
        errorsExpected = true;
    }

    /** Takes a picture for the documentation if the run is to take pictures. It shows a neutral directory. */
    public void picture(Page page, String name) {
        if (takesPictures()) {
            page.locator("code").evaluateAll(
                    """
                            (codes, place) => codes.flatMap(code => [...code.childNodes]).filter(node => node.nodeType === Node.TEXT_NODE)
                                    .forEach(text => text.data = text.data.replaceAll(place, '/home/me/demo'))""",
                    stage.demo.file("").toString());
            // The style hides messages of the Dev UI about the network of this machine.
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("dev-ui-" + name + ".png"))
                    .setStyle("vaadin-notification-container { display: none }"));
        }
    }

    /** Whether this run takes pictures, for which a test waits until its page has enough content. */
    public boolean takesPictures() {
        return System.getProperty("screenshots") != null;
    }
}
