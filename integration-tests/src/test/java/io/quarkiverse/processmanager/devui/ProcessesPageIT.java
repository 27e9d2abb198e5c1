package io.quarkiverse.processmanager.devui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

@ExtendWith(DevUi.class)
class ProcessesPageIT {

    private static final String SECRET = "only-for-show";
    private static final Locator.GetByTextOptions EXACTLY = new Locator.GetByTextOptions().setExact(true);

    @Test
    void showsTheProcessesOfTheDemo(DevUi devUi) {
        Page page = devUi.open("processes", 1540, ColorScheme.LIGHT);

        for (String id : List.of("redis", "quotes", "worker", "clock")) {
            assertThat(cell(page, id, "phase")).hasText("Running");
            assertThat(cell(page, id, "health")).hasText("Healthy");
        }
        assertThat(cell(page, "seed", "phase")).hasText("Done");
        assertThat(page.getByLabel(Pattern.compile("Open http://localhost:\\d+/")).first()).isVisible();
        if (devUi.takesPictures()) {
            assertThat(page.locator("process-manager-sparkline polyline").nth(6)).isVisible();
        }
        devUi.picture(page, "processes");
    }

    @Test
    void stopsAndStartsAProcess(DevUi devUi) {
        Page page = devUi.open("processes");
        assertThat(cell(page, "clock", "phase")).hasText("Running");

        button(page, "Stop clock").click();
        assertThat(cell(page, "clock", "phase")).hasText("Stopped");
        assertThat(button(page, "Restart clock")).isDisabled();

        button(page, "Start clock").click();
        assertThat(cell(page, "clock", "phase")).hasText("Running");
    }

    /** With the keyboard alone: along the row to the button of the menu, and in the menu. */
    @Test
    void killsAProcessWithTheKeyboard(DevUi devUi) {
        Page page = devUi.open("processes");
        assertThat(cell(page, "clock", "phase")).hasText("Running");

        button(page, "More actions for clock").focus();
        page.keyboard().press("Enter");
        Locator kill = page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Kill").setExact(true));
        assertThat(kill).isVisible();
        assertThat(page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Force start"))).isDisabled();
        kill.focus();
        page.keyboard().press("Enter");
        assertThat(cell(page, "clock", "phase")).hasText("Stopped");

        button(page, "Start clock").focus();
        page.keyboard().press("Enter");
        assertThat(cell(page, "clock", "phase")).hasText("Running");
    }

    @Test
    void sendsASignalFromTheMenu(DevUi devUi) {
        Page page = devUi.open("processes");

        button(page, "More actions for clock").click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Signal")).hover();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("KILL").setExact(true)).click();

        assertThat(cell(page, "clock", "lastExit")).containsText("killed by SIGKILL");
        assertThat(cell(page, "clock", "phase")).hasText("Running");
    }

    @Test
    void filtersAndSorts(DevUi devUi) {
        Page page = devUi.open("processes");
        assertThat(row(page, "redis")).isVisible();

        page.getByLabel("Filter the processes").fill("seed completed");
        assertThat(row(page, "redis")).not().isVisible();
        assertThat(row(page, "seed")).isVisible();
        page.getByLabel("Filter the processes").fill("nothing is so");
        assertThat(page.getByText("No process matches the filter")).isVisible();
        page.getByLabel("Filter the processes").fill("");
        assertThat(row(page, "redis")).isVisible();

        page.locator("vaadin-grid-sorter[path=name]").click();
        assertThat(page.locator(".name").first()).hasText("clock");
        page.locator("vaadin-grid-sorter[path=name]").click();
        assertThat(page.locator(".name").first()).hasText("worker");
    }

    @Test
    void showsTheDetailsOfAProcess(DevUi devUi) {
        Page page = devUi.open("processes");
        row(page, "worker").click();

        Locator details = page.locator("qwc-process-manager-details");
        assertThat(details.getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setName("worker"))).isVisible();
        assertThat(details).containsText("Depends on");
        assertThat(details).containsText("src/main/sidecars/Worker.java");
        assertThat(details).containsText("Health checks");
        assertThat(details).containsText("health.log");
        if (devUi.takesPictures()) {
            assertThat(details.locator("polyline").first()).isVisible();
        }
        devUi.picture(page, "details");
        details.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("quotes")).click();
        assertThat(details.getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setName("quotes"))).isVisible();
        assertThat(details).containsText("Needed by");

        page.keyboard().press("Escape");
        assertThat(details).hasCount(0);
    }

    @Test
    void showsASecretOnlyOnAClick(DevUi devUi) {
        Page page = devUi.open("processes");
        row(page, "worker").click();
        Locator details = page.locator("qwc-process-manager-details");
        assertThat(details).containsText("DEMO_TOKEN");
        assertThat(details).not().containsText(SECRET);

        button(page, "Reveal DEMO_TOKEN").click();
        assertThat(details).containsText(SECRET);

        button(page, "Hide DEMO_TOKEN").click();
        assertThat(details).not().containsText(SECRET);
    }

    @Test
    void detailsShowTheOutputOnAClick(DevUi devUi) {
        Page page = devUi.open("processes");
        row(page, "worker").click();
        Locator details = page.locator("qwc-process-manager-details");
        Locator lines = details.locator("process-manager-log-list .row");
        details.getByText("Output", EXACTLY).click();

        assertThat(lines.filter(new Locator.FilterOptions().setHasText("worker is ready"))).isVisible();
        row(page, "seed").click();
        assertThat(lines.filter(new Locator.FilterOptions().setHasText("seed exited with 0"))).isVisible();
        assertThat(lines.filter(new Locator.FilterOptions().setHasText("worker is ready"))).hasCount(0);

        details.getByLabel("Search in the output").press("Escape");
        assertThat(details).isVisible();
        details.getByText("Output", EXACTLY).click();
        assertThat(details.locator("process-manager-log-view")).hasCount(0);
    }

    @Test
    void fitsIntoANarrowWindow(DevUi devUi) {
        Page page = devUi.open("processes", 700, ColorScheme.DARK);
        assertThat(cell(page, "redis", "phase")).hasText("Running");

        assertThat(button(page, "Stop redis")).isInViewport();
        assertThat(page.locator("vaadin-grid-sorter[path=memory]")).not().isVisible();
    }

    /** A refused definition ends the application, which the Dev UI does not report. */
    @Test
    void reconnectsAfterAFailedStart(DevUi devUi) throws IOException {
        Page page = devUi.open("processes");
        assertThat(cell(page, "redis", "phase")).hasText("Running");
        Path properties = devUi.file("src/main/resources/application.properties");
        String good = Files.readString(properties);
        devUi.expectErrors();

        try {
            Files.writeString(properties, good + "\nquarkus.processes.broken.depends-on=missing\n");
            devUi.reloadInVain();
            assertThat(page.getByText("does not answer")).isVisible();
            assertThat(button(page, "Stop redis")).isDisabled();

            Files.writeString(properties, good + "\nquarkus.processes.late.command=sleep 1000\n");
            devUi.reload();
            assertThat(cell(page, "late", "phase")).hasText("Running");
            assertThat(page.getByText("does not answer")).hasCount(0);
        } finally {
            Files.writeString(properties, good);
            devUi.reload();
        }

        assertThat(row(page, "late")).not().isVisible();
    }

    /** The application keeps running, and so does the page. */
    @Test
    void survivesSourcesThatDoNotCompile(DevUi devUi) throws IOException {
        Page page = devUi.open("processes");
        assertThat(cell(page, "clock", "phase")).hasText("Running");
        Path source = devUi.file("src/main/java/io/quarkiverse/processmanager/demo/Clock.java");
        String good = Files.readString(source);
        devUi.expectErrors();

        try {
            Files.writeString(source, good + "\nnothing that compiles\n");
            devUi.reloadInVain();
            button(page, "Stop clock").click();
            assertThat(cell(page, "clock", "phase")).hasText("Stopped");
        } finally {
            Files.writeString(source, good);
            devUi.reload();
        }

        button(page, "Start clock").click();
        assertThat(cell(page, "clock", "phase")).hasText("Running");
    }

    @Test
    void cardShowsTheNumberOfRunningProcesses(DevUi devUi) {
        Locator badge = badge(devUi.load("extensions", 1400, ColorScheme.LIGHT));

        assertThat(badge).hasText("5/5");
        assertThat(badge).not().hasAttribute("level", "error");
    }

    @Test
    void groupsByPatternAndMarksWhatIsDown(DevUi devUi) throws IOException {
        Path properties = devUi.file("src/main/resources/application.properties");
        String good = Files.readString(properties);
        devUi.expectErrors();

        try {
            Files.writeString(properties, good + """

                    quarkus.processes.idle.pattern=worker
                    quarkus.processes.idle.command=sleep 1000
                    quarkus.processes.lame.pattern=worker
                    quarkus.processes.lame.command=false
                    quarkus.processes.lame.restart.policy=never
                    """);
            devUi.reload();
            Page page = devUi.open("processes");
            Locator group = page.locator(".group").filter(new Locator.FilterOptions().setHasText("worker"));
            assertThat(group).containsText("1/2 running, 1 down");
            group.click();
            assertThat(row(page, "idle")).not().isVisible();
            button(page, "by pattern").click();
            assertThat(row(page, "idle")).isVisible();
            assertThat(group).hasCount(0);

            Locator badge = badge(devUi.load("extensions", 1400, ColorScheme.LIGHT));
            assertThat(badge).hasText("6/7");
            assertThat(badge).hasAttribute("level", "error");
        } finally {
            Files.writeString(properties, good);
            devUi.reload();
        }
    }

    private static Locator badge(Page page) {
        return page.locator("qwc-extension-link[namespace=quarkus-process-manager] qui-badge");
    }

    private static Locator row(Page page, String name) {
        return page.locator(".name:visible").getByText(name, new Locator.GetByTextOptions().setExact(true));
    }

    private static Locator button(Page page, String label) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    /**
     * The cell of a process in a column. The grid draws its cells in any order, so attributes of their content identify them.
     */
    private static Locator cell(Page page, String name, String column) {
        return page.locator("[data-process='" + name + "'][data-column='" + column + "']:visible");
    }
}
