package io.quarkiverse.processmanager.devui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.quarkiverse.processmanager.devui.ProcessesTable.badge;
import static io.quarkiverse.processmanager.devui.ProcessesTable.button;
import static io.quarkiverse.processmanager.devui.ProcessesTable.cell;
import static io.quarkiverse.processmanager.devui.ProcessesTable.row;

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
        assertThat(page.getByLabel(Pattern.compile("Copy localhost:\\d+")).first()).isVisible();
        devUi.picture(page, "processes");
    }

    @Test
    void showsItsColumnsWithoutACutHeader(DevUi devUi) {
        for (int width : new int[] { 1400, 1000, 700 }) {
            Page page = devUi.open("processes", width, ColorScheme.LIGHT);
            assertThat(cell(page, "redis", "phase")).hasText("Running");
            assertThat(page.locator("vaadin-grid-sorter:visible").first()).isVisible();

            Object cut = page.locator("vaadin-grid-sorter:visible").evaluateAll("""
                    all => all.filter(header => header.scrollWidth > header.clientWidth || header.getBoundingClientRect().right
                        > header.parentElement.assignedSlot.parentElement.getBoundingClientRect().right)
                        .map(header => header.path).join()""");
            org.assertj.core.api.Assertions.assertThat(cut).as("headers that are cut at " + width + " pixels").isEqualTo("");
            if (width == 1400) {
                for (String path : new String[] { "pid", "restarts", "endpoints", "source" }) {
                    assertThat(page.locator("vaadin-grid-sorter[path=" + path + "]")).isVisible();
                }
            }
        }
    }

    @Test
    void keepsTheColumnsThatAUserChooses(DevUi devUi) {
        Page page = devUi.load("quarkus-process-manager/processes", 1400, ColorScheme.LIGHT);
        assertThat(cell(page, "redis", "pid")).isVisible();

        button(page, "Columns").click();
        page.getByLabel("PID").uncheck();
        page.getByLabel("Last exit").check();
        page.keyboard().press("Escape");
        page.reload();

        assertThat(cell(page, "seed", "lastExit")).containsText("code 0");
        assertThat(page.locator("vaadin-grid-sorter[path=pid]")).not().isVisible();
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

    @Test
    void keepsTheFocusInTheTableBesideTheDetails(DevUi devUi) {
        Page page = devUi.open("processes");
        Locator details = page.locator("qwc-process-manager-details");

        cell(page, "clock", "name").click();
        assertThat(details.getByRole(AriaRole.HEADING).first()).isVisible();
        assertThat(page.locator("vaadin-grid[aria-label=Processes]")).isFocused();
        page.keyboard().press("Escape");

        assertThat(details).hasCount(0);
        assertThat(page.locator("vaadin-grid[aria-label=Processes]")).isFocused();
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
        Page page = devUi.open("processes", 1800, ColorScheme.LIGHT);

        button(page, "More actions for clock").click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Signal")).hover();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("KILL").setExact(true)).click();

        assertThat(cell(page, "clock", "lastExit")).containsText("SIGKILL");
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

    @Test
    void cardShowsTheNumberOfRunningProcesses(DevUi devUi) {
        Locator badge = badge(devUi.load("extensions", 1400, ColorScheme.LIGHT));

        assertThat(badge).hasText("4 running, 1 done");
        assertThat(badge).not().hasAttribute("level", "error");
    }
}
