package io.quarkiverse.processmanager.docs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPatterns;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.Registration;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.UsageLimits;

@ApplicationScoped
public class FromNode {

    private static final Logger LOG = Logger.getLogger(FromNode.class);

    // tag::create[]
    @Inject
    ProcessManager processes;

    ManagedProcess create() {
        return processes.createAndAwait(ProcessDefinition.builder("my-service").name("My Service")
                .command("sleep", "1000").build());
    }
    // end::create[]

    // tag::control[]
    void control(ManagedProcess process) {
        process.startAndAwait();
        process.restartAndAwait();
        process.stopAndAwait();
        process.removeAndAwait();
    }
    // end::control[]

    // tag::look[]
    String look(ManagedProcess process) {
        ProcessStatus status = process.status();
        return process.isRunning() + " " + status.phase() + ": " + status.why();
    }
    // end::look[]

    // tag::metrics[]
    void metrics(ManagedProcess process) {
        process.metrics().ifPresent(metrics -> LOG.infof("CPU: %.1f%%, memory: %.1f MB, up for %d s",
                metrics.cpuPercent().orElse(0), metrics.memoryMegabytes().orElse(0), metrics.uptime().toSeconds()));
    }
    // end::metrics[]

    // tag::onMetrics[]
    Registration watchMetrics(ManagedProcess process) {
        return process.on(ProcessEvent.Metrics.class, event -> {
            if (event.metrics().cpuPercent().orElse(0) > 80) {
                LOG.warnf("%s uses much CPU time", event.id());
            }
        });
    }
    // end::onMetrics[]

    // tag::command[]
    ProcessDefinition command() {
        return ProcessDefinition.builder("api").command("node", "--inspect", "app.js")
                .cwd(Path.of("frontend")).env("NODE_ENV", "development").build();
    }

    ProcessDefinition script() {
        return ProcessDefinition.builder("script").command("cd src && exec node app.js").shell(true).build();
    }
    // end::command[]

    // tag::identity[]
    ProcessDefinition identity() {
        return ProcessDefinition.builder("worker").command("node", "worker.js").user("1000").group("1000").build();
    }
    // end::identity[]

    // tag::http[]
    ProcessDefinition http() {
        return ProcessDefinition.builder("api").command("node", "server.js")
                .health(health -> health.url("http://localhost:3000/health").method("GET")
                        .header("X-Health-Check", "true").expectedStatus("200").timeout(Duration.ofSeconds(5))
                        .interval(Duration.ofSeconds(30)).initialDelay(Duration.ofSeconds(5)))
                .build();
    }
    // end::http[]

    // tag::tcp[]
    ProcessDefinition tcp() {
        return ProcessDefinition.builder("db").command("postgres")
                .health(health -> health.port(5432).host("localhost").retries(5)).build();
    }
    // end::tcp[]

    // tag::check[]
    ProcessDefinition check() {
        return ProcessDefinition.builder("worker").command("python", "worker.py")
                .health(health -> health.command("python", "check_health.py").expectedExitCode(0)).build();
    }
    // end::check[]

    // tag::restart[]
    ProcessDefinition restart() {
        return ProcessDefinition.builder("worker").command("node", "worker.js")
                .restart(restart -> restart.policy(RestartPolicy.Mode.ON_FAILURE).max(3).delay(Duration.ofSeconds(5)))
                .build();
    }
    // end::restart[]

    // tag::tree[]
    ProcessDefinition tree() {
        return ProcessDefinition.builder("tree").command("sleep 1000 & echo $!; (sleep 1000 & echo $!); wait")
                .shell(true).build();
    }
    // end::tree[]

    // tag::startMany[]
    CompletionStage<Map<String, ProcessStatus>> startMany() {
        return processes.start(
                ProcessDefinition.builder("store").command("sleep", "1000").build(),
                ProcessDefinition.builder("cache").command("sleep", "1000").build(),
                ProcessDefinition.builder("front").command("sleep", "1000").dependsOn("store", "cache")
                        .waitFor(Condition.RUNNING).build());
    }
    // end::startMany[]

    // tag::chain[]
    List<ProcessDefinition> chain() {
        return List.of(
                ProcessDefinition.builder("db").command("postgres").port(5432).build(),
                ProcessDefinition.builder("migrations").command("./migrate").dependsOn("db", Condition.HEALTHY).build(),
                ProcessDefinition.builder("api").command("node", "api.js").dependsOn("migrations", Condition.COMPLETED)
                        .build());
    }
    // end::chain[]

    // tag::list[]
    List<String> list() {
        return processes.processes().stream().map(ManagedProcess::id).toList();
    }
    // end::list[]

    // tag::view[]
    String view() {
        StringBuilder view = new StringBuilder();
        for (ProcessStatus status : processes.status().values()) {
            view.append(String.format("%-12s %-9s %s%n", status.id(), status.phase(), status.why()));
        }
        return view.toString();
    }
    // end::view[]

    // tag::stopAll[]
    CompletionStage<Map<String, ProcessStatus>> stopAll() {
        return processes.stopAll(StopOptions.within(Duration.ofSeconds(30)));
    }
    // end::stopAll[]

    // tag::patterns[]
    List<ProcessDefinition> patterns() {
        return List.of(
                ProcessPatterns.webServer("web").command("npm", "start").port(3000)
                        .health(health -> health.path("/health").interval(Duration.ofSeconds(30))).build(),
                ProcessPatterns.database("postgres").command("postgres", "-D", "/data").port(5432)
                        .startupTimeout(Duration.ofSeconds(10)).build(),
                ProcessPatterns.worker("queue").command("node", "worker.js").restart(restart -> restart.max(5)).build(),
                ProcessPatterns.blockchainNode("pact").command("pact", "--serve", "9001").port(9001)
                        .startupTimeout(Duration.ofSeconds(60)).build());
    }
    // end::patterns[]

    // tag::events[]
    List<Registration> events(ManagedProcess process) {
        return List.of(
                process.on(ProcessEvent.Starting.class, event -> LOG.infof("%s is starting", event.id())),
                process.on(ProcessEvent.Started.class, event -> LOG.infof("%s has pid %d", event.id(), event.pid())),
                process.on(ProcessEvent.Stopping.class, event -> LOG.infof("%s is stopping", event.id())),
                process.on(ProcessEvent.Stopped.class, event -> LOG.infof("%s", event)),
                process.on(ProcessEvent.Healthy.class, event -> LOG.infof("%s is healthy", event.id())),
                process.on(ProcessEvent.Unhealthy.class, event -> LOG.warnf("%s: %s", event.id(), event.error())));
    }
    // end::events[]

    // tag::crashed[]
    Registration crashed(ManagedProcess process) {
        return process.on(ProcessEvent.Crashed.class, crash -> {
            if (!crash.willRestart()) {
                LOG.errorf("%s has failed after %d restarts: %s", crash.id(), crash.restartCount(), crash.error());
            }
        });
    }
    // end::crashed[]

    // tag::hooks[]
    ProcessDefinition hooks() {
        return ProcessDefinition.builder("worker").command("node", "worker.js")
                .onStart(started -> LOG.info("started")).onStop(stopped -> LOG.info("stopped"))
                .onRestart(started -> LOG.info("restarted")).onCrash(crash -> LOG.warn(crash.error())).build();
    }
    // end::hooks[]

    // tag::output[]
    Registration output(ManagedProcess process) {
        return process.on(ProcessEvent.Output.class,
                output -> LOG.infof("[%s] %s", output.line().stream(), output.line().text()));
    }
    // end::output[]

    // tag::errors[]
    String start(ManagedProcess process) {
        try {
            return process.startAndAwait().why();
        } catch (ProcessException e) {
            return switch (e.reason()) {
                case ENOENT -> "Command not found";
                case EACCES -> "Permission denied";
                case DEPENDENCY_FAILED -> "Dependency failed to start";
                default -> e.getMessage();
            };
        }
    }
    // end::errors[]

    // tag::appropriate[]
    List<ProcessDefinition> appropriate() {
        return List.of(
                ProcessDefinition.builder("web").command("npm", "start").port(3000)
                        .health(health -> health.path("/ready").interval(Duration.ofSeconds(30))).build(),
                ProcessDefinition.builder("db").command("postgres").port(5432).health(health -> health.retries(5))
                        .startupTimeout(Duration.ofMinutes(2)).build());
    }
    // end::appropriate[]

    // tag::order[]
    String order() {
        return processes.plan().toString();
    }
    // end::order[]

    // tag::policies[]
    List<ProcessDefinition> policies() {
        return List.of(
                ProcessDefinition.builder("critical").command("node", "critical.js")
                        .restart(restart -> restart.max(10).delay(Duration.ofSeconds(5))).build(),
                ProcessDefinition.builder("tool").command("node", "tool.js")
                        .restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)).build());
    }
    // end::policies[]

    // tag::limits[]
    ProcessDefinition limits() {
        return ProcessDefinition.builder("service").command("sleep", "1000")
                .usageLimit(limit -> limit.memory(500 * 1024 * 1024).cpu(90).samples(5)
                        .action(UsageLimits.Action.RESTART))
                .build();
    }

    Registration alert(ManagedProcess process) {
        return process.on(ProcessEvent.OverLimit.class, event -> LOG.warnf("%s is %s", event.id(), event.why()));
    }
    // end::limits[]

    // tag::notFound[]
    String notFound() {
        ManagedProcess process = processes.createAndAwait(ProcessDefinition.builder("lost").command("no-such-program")
                .restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)).build());
        try {
            return process.startAndAwait().why();
        } catch (ProcessException e) {
            return e.getMessage(); // cannot start process 'lost': command not found: ...
        }
    }
    // end::notFound[]

    // tag::exits[]
    String exits() {
        ManagedProcess process = processes.createAndAwait(ProcessDefinition.builder("short").command("ls", "no-such-file")
                .restart(restart -> restart.policy(RestartPolicy.Mode.NEVER)).build());
        try {
            return process.startAndAwait().why();
        } catch (ProcessException e) {
            return e.exit().orElseThrow().describe() + ": " + e.lastLines();
        }
    }
    // end::exits[]

    // tag::failing[]
    String failing() {
        ManagedProcess process = processes.createAndAwait(ProcessDefinition.builder("deaf").command("sleep", "1000")
                .health(health -> health.command("test", "-e", "no-such-file")).build());
        process.start();
        try {
            return process.awaitHealthy(Duration.ofSeconds(2)).why();
        } catch (ProcessException e) {
            return e.getMessage(); // ... it took longer than 2.0 s; waiting for its first successful check: ...
        }
    }
    // end::failing[]

    // tag::circle[]
    String circle() {
        try {
            processes.start(
                    ProcessDefinition.builder("hen").command("sleep", "1000").dependsOn("egg").build(),
                    ProcessDefinition.builder("egg").command("sleep", "1000").dependsOn("hen").build())
                    .toCompletableFuture().join();
            return "";
        } catch (CompletionException e) {
            return e.getCause().getMessage(); // cannot create process 'hen': Circular dependency: hen -> egg -> hen
        }
    }
    // end::circle[]
}
