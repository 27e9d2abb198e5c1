package io.quarkiverse.processmanager.devui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.microsoft.playwright.Page;

@ExtendWith(DevUi.class)
class ProcessesPageIT {

    @Test
    void showsTheProcessesOfTheDemo(DevUi devUi) {
        Page page = devUi.open("processes");

        for (String id : new String[] { "redis", "quotes", "worker", "clock" }) {
            assertThat(page.locator("tr", new Page.LocatorOptions().setHasText(id)).first()).containsText("RUNNING");
        }
    }
}
