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
class TimelinePageIT {

    @Test
    void showsTheStart(DevUi devUi) {
        Page page = devUi.open("timeline");

        assertThat(page.locator(".sentence"))
                .containsText(
                        Pattern.compile("the start took \\d.* of it is (the build|the application|redis|quotes|seed|worker)"));
        // Nothing waits for the worker, so it is no part of the chain.
        assertThat(page.locator(".sentence")).containsText(
                Pattern.compile("critical chain: the build → the application( → redis → (quotes|seed))?\\s*$"));
        Locator chart = page.locator(".chart svg");
        for (String id : new String[] { "redis", "seed", "quotes", "worker", "clock" }) {
            assertThat(chart.getByText(id, new Locator.GetByTextOptions().setExact(true))).isVisible();
        }
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("As a table")).press("Enter");
        Locator application = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("(the application)"));
        assertThat(application.filter(new Locator.FilterOptions().setHasText("building")).first()).isVisible();
        assertThat(application.filter(new Locator.FilterOptions().setHasText("starting")).first()).isVisible();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("As a table")).press("Enter");
        devUi.picture(page, "timeline");
    }

    @Test
    void showsARestartAtOnce(DevUi devUi) {
        Page page = devUi.open("timeline", 700, ColorScheme.DARK);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Until now")).click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("As a table")).press("Enter");
        Locator bars = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("clock"));
        assertThat(bars.last()).containsText("still");
        Locator begin = bars.last().locator("td").nth(2);
        String before = begin.textContent();

        Page processes = devUi.open("processes");
        processes.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Restart clock")).click();

        assertThat(begin).not().hasText(before);
        assertThat(bars.filter(new Locator.FilterOptions().setHasText("stopping")).last()).isVisible();
        assertThat(bars.last()).containsText("healthy");
    }
}
