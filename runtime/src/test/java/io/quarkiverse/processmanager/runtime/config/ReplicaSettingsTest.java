package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkus.runtime.LaunchMode;

class ReplicaSettingsTest {

    private static Plan plan(String... properties) {
        Definitions definitions = Configured.with(properties).read();
        assertThat(definitions.allProblems()).isEmpty();
        return definitions.plan();
    }

    private static List<String> problems(String... properties) {
        return Configured.with(properties).atBuildOf(LaunchMode.DEVELOPMENT).read().allProblems().stream()
                .map(problem -> problem.property() + ": " + problem.message()).toList();
    }

    private static ProcessDefinition find(Plan plan, String id) {
        return plan.find(id).orElseThrow();
    }

    @Test
    void aNumberMakesProcesses() {
        Definitions definitions = Configured.with("worker.command=w {replica}", "worker.replicas=3").read();

        assertThat(definitions.all()).extracting(ProcessDefinition::id).containsExactly("worker");
        assertThat(definitions.plan().ids()).containsExactly("worker-0", "worker-1", "worker-2");
        assertThat(find(definitions.plan(), "worker-2").command().words()).containsExactly("w", "2");
        assertThat(definitions.plan().template("worker").orElseThrow().replicas()).isEqualTo(3);
    }

    @Test
    void oneReplicaHasAnIndexToo() {
        assertThat(plan("worker.command=w", "worker.replicas=1").ids()).containsExactly("worker-0");
        assertThat(plan("worker.command=w").ids()).containsExactly("worker");
    }

    @Test
    void eachReplicaHasItsOwnFilesAndDirectories() {
        Plan plan = plan("worker.command=w --data ${quarkus.processes.worker.data-dir}", "worker.replicas=2",
                "worker.data-dir=/data/worker", "worker.log.file.path=/logs/worker.log", "worker.name=Worker");
        ProcessDefinition one = find(plan, "worker-1");

        assertThat(one.name()).isEqualTo("Worker 1");
        assertThat(one.start().dataDir()).contains(Path.of("/data/worker-1"));
        assertThat(one.command().words()).endsWith("/data/worker-1");
        assertThat(one.log().file().map(LogFile::path)).contains(Path.of("/logs/worker-1.log"));
        Plan named = plan("worker.command=w", "worker.replicas=2", "worker.data-dir=/data/{replica}/w");
        assertThat(find(named, "worker-1").start().dataDir()).contains(Path.of("/data/1/w"));
    }

    @Test
    void aVariableOfAShellStaysAsItIs() {
        Plan plan = plan("worker.command=echo $${port} $${replica} {replica}", "worker.shell=true", "worker.replicas=1");

        assertThat(find(plan, "worker-0").command().words()).last().asString().contains("${port} ${replica} 0");
    }

    @Test
    void dependentsWaitForAllOrForOne() {
        Plan plan = plan("worker.command=w", "worker.replicas=2", "all.command=a", "all.depends-on=worker:started",
                "one.command=o", "one.depends-on=worker:any:started?", "first.command=f", "first.depends-on=worker-0");

        assertThat(find(plan, "all").dependencies()).extracting(Dependency::toString).containsExactly("worker-0:started",
                "worker-1:started");
        assertThat(find(plan, "one").dependencies()).extracting(Dependency::toString).containsExactly("worker-0:any:started?",
                "worker-1:any:started?");
        assertThat(find(plan, "first").dependencies()).extracting(Dependency::id).containsExactly("worker-0");
        assertThat(find(plan, "all").command().references()).isEmpty();
        assertThat(problems("worker.command=w", "worker.replicas=2", "web.command=w", "web.depends-on=worker-0"))
                .isEmpty();
        assertThat(problems("worker.command=w", "worker.replicas=2", "web.command=w", "web.depends-on=worker-2"))
                .containsExactly("quarkus.processes.web.depends-on: Missing dependency: there is no process 'worker-2'; "
                        + "known: web, worker; did you mean 'worker'?");
    }

    @Test
    void whatReplicasCannotDoIsRefused() {
        assertThat(problems("w.command=w", "w.replicas=0")).containsExactly(
                "quarkus.processes.w.replicas: 0 is not between 1 and 1000");
        assertThat(problems("w.command=w", "w.replicas=2", "w.port=9000")).containsExactly(
                "quarkus.processes.w.port: 9000 is one port, and each replica needs its own; write 0, or port-conflict=next, "
                        + "with which the replicas receive the next free ports from 9000 on");
        assertThat(problems("w.command=w", "w.replicas=2", "w.kind=task")).hasSize(1).first().asString()
                .startsWith("quarkus.processes.w.replicas: cannot be combined with kind=task: a task runs once");
        assertThat(problems("w.command=w", "w.replicas=2", "w.schedule.every=1m")).first().asString()
                .contains("cannot be combined with schedule");
        assertThat(problems("w.service=redis", "w.replicas=2", "w.service.directory=/d")).anySatisfy(
                problem -> assertThat(problem).contains("cannot be combined with service=redis"));
        assertThat(problems("w.command=w", "w.replicas=2", "w.stdin=console")).first().asString()
                .startsWith("quarkus.processes.w.stdin: cannot be console");
        assertThat(problems("w.command=w", "w.replicas=2", "w.test=shared")).first().asString()
                .startsWith("quarkus.processes.w.test: cannot be shared");
        assertThat(problems("w.command=w", "w.replicas=2", "w-1.command=w")).contains(
                "quarkus.processes.w-1: the id 'w-1' is also the id of a replica of 'w'; give one of them another id");
    }

    @Test
    void aTerminalTheDefaultsAndTheTagsWork() {
        Plan plan = Configured.with("base.template=true", "base.replicas=2", "base.tty=true", "base.tags=back",
                "worker.extends=base", "worker.command=w", "web.command=web")
                .andGlobal("quarkus.process-manager.only=worker").read().plan();

        assertThat(plan.ids()).containsExactly("web", "worker-0", "worker-1");
        assertThat(find(plan, "worker-1").command().terminal()).isPresent();
        assertThat(find(plan, "worker-1").tags()).containsExactly("back");
        assertThat(find(plan, "worker-1").start().auto()).isTrue();
        assertThat(find(plan, "web").start().auto()).isFalse();
    }

    @Test
    void aProblemOfTheDefinitionIsReportedOnce() {
        assertThat(problems("w.command=w", "w.replicas=3", "w.depends-on=nobody")).hasSize(1);
        List<Problem> ofPlan = Configured.with("w.command=w", "w.replicas=3", "w.depends-on=nobody").read().allProblems();
        assertThat(ofPlan).hasSize(1);
    }
}
