package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;

class SelectedProcessesTest {

    private static Configured processes(String... global) {
        return Configured.with("db.command=db", "db.tags=back", "db.start-phase=before-app", "api.command=api",
                "api.depends-on=db:started?", "api.tags=back,slow", "web.command=web", "web.depends-on=api", "web.tags=front",
                "mock.command=mock").andGlobal(global);
    }

    private static List<String> starting(Configured configured) {
        Definitions definitions = configured.read();
        assertThat(definitions.allProblems()).isEmpty();
        assertThat(definitions.plan().ids()).hasSize(4);
        return definitions.all().stream().filter(process -> process.start().auto()).map(ProcessDefinition::id).toList();
    }

    @Test
    void allStartWithoutAChoice() {
        assertThat(starting(processes())).containsExactly("api", "db", "mock", "web");
    }

    @Test
    void theChosenOnesStartWithWhatTheyNeed() {
        assertThat(starting(processes("quarkus.process-manager.only=front"))).containsExactly("api", "db", "web");
        assertThat(starting(processes("quarkus.process-manager.only=db, mock"))).containsExactly("db", "mock");
    }

    @Test
    void theOthersStartExceptWhatIsLeftOut() {
        assertThat(starting(processes("quarkus.process-manager.except=front,mock"))).containsExactly("api", "db");
        assertThat(starting(processes("quarkus.process-manager.only=back", "quarkus.process-manager.except=slow")))
                .containsExactly("db");
    }

    @Test
    void whatAnotherOneNeedsIsNotLeftOut() {
        assertThat(starting(processes("quarkus.process-manager.except=slow"))).containsExactly("api", "db", "mock", "web");
    }

    @Test
    void aProcessThatIsLeftOutDelaysNoApplication() {
        ProcessDefinition db = processes("quarkus.process-manager.only=mock").read().plan().find("db").orElseThrow();

        assertThat(db.start().phase().map(Enum::name)).isNotEqualTo(Optional.of("BEFORE_APP"));
    }

    @Test
    void aTaskThatIsLeftOutHasNoSchedule() {
        Configured processes = processes("quarkus.process-manager.only=back", "quarkus.processes.mock.schedule.every=1m",
                "quarkus.processes.tick.command=run", "quarkus.processes.tick.tags=back",
                "quarkus.processes.tick.schedule.every=1m");

        Definitions definitions = processes.read();
        ProcessDefinition mock = definitions.plan().find("mock").orElseThrow();

        assertThat(definitions.allProblems()).isEmpty();
        assertThat(mock.start().schedule().isSet()).isFalse();
        assertThat(mock.kind()).contains(ProcessKind.TASK);
        assertThat(definitions.plan().find("tick").orElseThrow().start().schedule().isSet()).isTrue();
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThat(processes("quarkus.process-manager.only=fron").problems()).containsExactly("quarkus.process-manager.only: "
                + "'fron' is neither a tag nor the id of a process; known: api, back, db, front, mock, slow, web; did you mean "
                + "'front'?");
    }
}
