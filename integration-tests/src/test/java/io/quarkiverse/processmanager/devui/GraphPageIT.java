package io.quarkiverse.processmanager.devui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

@ExtendWith(DevUi.class)
class GraphPageIT {

    @Test
    void drawsTheDependencies(DevUi devUi) {
        Page page = devUi.open("graph");
        Locator chart = page.locator(".chart svg");

        for (String id : new String[] { "redis", "seed", "quotes", "worker", "clock" }) {
            assertThat(chart.getByText(id, new Locator.GetByTextOptions().setExact(true))).isVisible();
        }
        assertThat(chart.getByText("Running")).hasCount(4);
        assertThat(chart.getByText("Done")).hasCount(1);
        devUi.picture(page, "graph");
    }

    /** The list has the content of the chart, and the keyboard reaches it. */
    @Test
    void listHasTheContentOfTheChart(DevUi devUi) {
        Page page = devUi.open("graph");
        Locator list = page.getByLabel("The processes and what they wait for");

        assertThat(list).containsText(Pattern.compile("worker:\\s+Running.*\\s+Needs quotes healthy, seed completed"));
        list.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("worker")).focus();
        page.keyboard().press("Enter");
        assertThat(menuItem(page, "Stop")).isVisible();
    }

    @Test
    void actsOnAClickAndShowsThePhasesLive(DevUi devUi) {
        Page page = devUi.open("graph", 1400, ColorScheme.DARK);
        Locator chart = page.locator(".chart svg");
        assertThat(chart.getByText("Running")).hasCount(4);

        chart.getByText("clock").click();
        menuItem(page, "Stop").click();
        assertThat(chart.getByText("Stopped")).isVisible();

        chart.getByText("clock").click();
        menuItem(page, "Start").click();
        assertThat(chart.getByText("Running")).hasCount(4);

        chart.getByText("clock").click();
        menuItem(page, "Details").click();
        assertThat(page.locator("qwc-process-manager-details")).containsText("clock.sh");
    }

    private static Locator menuItem(Page page, String name) {
        return page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
