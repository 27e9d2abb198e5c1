package io.quarkiverse.processmanager.runtime.dev.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.StartPhase;

class ApplicationViewTest {

    @Test
    void applicationWaitsForWhatStartsBeforeIt() {
        ProcessDefinition db = ProcessDefinition.builder("db").command("db").health(check -> check.port(1))
                .startPhase(StartPhase.BEFORE_APP)
                .build();
        ProcessDefinition seed = ProcessDefinition.builder("seed").command("seed").kind(ProcessKind.TASK)
                .startPhase(StartPhase.BEFORE_APP).build();
        ProcessDefinition proxy = ProcessDefinition.builder("proxy").command("proxy").startPhase(StartPhase.BEFORE_APP).build();
        ProcessDefinition worker = ProcessDefinition.builder("worker").command("worker").build();
        ProcessDefinition web = ProcessDefinition.builder("web").command("web").startPhase(StartPhase.AFTER_APP).build();
        ProcessDefinition tool = ProcessDefinition.builder("tool").command("tool").autoStart(false).build();

        ApplicationView view = ApplicationView.of("orders", List.of(db, seed, proxy, worker, web, tool));

        assertThat(view).isEqualTo(new ApplicationView("orders",
                List.of(new ApplicationView.Wait("db", "healthy"), new ApplicationView.Wait("seed", "completed"),
                        new ApplicationView.Wait("proxy", "running")),
                List.of("web")));
    }
}
