package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkus.runtime.LaunchMode;

class RefusedDefinitionsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            port=-1                        | port: -1 is not between 0 and 65535
            port=65536                     | port: 65536 is not between 0 and 65535
            ports.admin=65536              | ports.admin: 65536 is not between 0 and 65535
            ports."admin"=x                | ports."admin": 'x' is not a whole number
            ports.Admin=1                  | ports.Admin: the name 'Admin' must be a lower-case letter followed by at most 62 lower-case letters, digits and dashes
            host=a/b                       | host: 'a/b' is not the name or the address of a host
            port-conflict=other            | port-conflict: 'other' is not one of fail, next
            command=`                      | command: is missing or empty
            command='a                     | command: has an unbalanced quote: the ' at position 1 is not closed
            command=a "b\\"                | command: has an unbalanced quote: the " at position 3 is not closed
            command=a \\                   | command: ends in a backslash, which escapes nothing
            command=a && b                 | command: has '&&', which only a shell understands; set shell=true, or quote it
            health.url=htp://x             | health.url: 'htp://x' is not a URL of the form http://host:port/path, and not a path that begins with a slash
            health.url=http://a b/         | health.url: 'http://a b/' is not a URL of the form http://host:port/path, and not a path that begins with a slash
            health.url=http:///x           | health.url: 'http:///x' is not a URL of the form http://host:port/path, and not a path that begins with a slash
            health.url=http://me:hunter2@x/ | health.url: 'http://***@x/' is not a URL of the form http://host:port/path, and not a path that begins with a slash
            unset-env=TOKEN=hunter2        | unset-env: 'TOKEN=***' cannot be the name of an environment variable
            health.url=http://x:99999/     | health.url: 'http://x:99999/' is not a URL of the form http://host:port/path, and not a path that begins with a slash
            health.url=localhost:80/x      | health.url: 'localhost:80/x' is not a URL of the form http://host:port/path, and not a path that begins with a slash
            health.url=/health             | health.url: '/health' is only a path; set the port of the process, or give the full URL
            health.port=0                  | health.port: 0 is not between 1 and 65535
            health.port=70000              | health.port: 70000 is not between 1 and 65535
            health.log=(                   | health.log: '(' is not a regular expression: Unclosed group
            health.command="a              | health.command: has an unbalanced quote: the " at position 1 is not closed
            health.type=http               | health.url: is missing; health.type=http needs it
            health.type=tcp                | health.port: is missing; health.type=tcp needs it, or the port of the process
            health.type=command            | health.command: is missing; health.type=command needs it
            health.type=log                | health.log: is missing; health.type=log needs it
            startup-window=0s              | startup-window: 0s is not longer than zero
            startup-timeout=-1s            | startup-timeout: -1s is not longer than zero
            wait-timeout=0                 | wait-timeout: 0s is not longer than zero
            user=a b                       | user: 'a b' is neither the name nor the number of a user
            user=-1                        | user: '-1' is neither the name nor the number of a user
            group=a:b                      | group: 'a:b' is neither the name nor the number of a group
            umask=9x                       | umask: '9x' is not an octal number with a leading zero, such as 027; YAML needs quotes around it
            umask=23                       | umask: '23' is not an octal number with a leading zero, such as 027; YAML needs quotes around it
            nice=40                        | nice: 40 is not between -20 and 19
            nice=-21                       | nice: -21 is not between -20 and 19
            ulimits.files=1                 | ulimits.files: there is no limit 'files'; the limits are as, core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss, rtprio, rttime, sigpending, stack
            ulimits.nofile=many             | ulimits.nofile: 'many' is not a number, soft:hard or unlimited
            ulimits.nofile=1:2:3            | ulimits.nofile: '1:2:3' is not a number, soft:hard or unlimited
            ulimits.nofile=                 | ulimits.nofile: '' is not a number, soft:hard or unlimited
            ulimits.nofile=-1               | ulimits.nofile: '-1' is not a number, soft:hard or unlimited
            ulimits.nofile=2000:1000        | ulimits.nofile: the soft limit 2000 is more than the hard limit 1000
            ulimits.core=unlimited:0        | ulimits.core: the soft limit unlimited is more than the hard limit 0
            usage-limit.memory=0                 | usage-limit.memory: 0 is less than 1
            usage-limit.cpu=0                    | usage-limit.cpu: 0.0 is not a percentage above 0
            usage-limit.cpu=-5                   | usage-limit.cpu: -5.0 is not a percentage above 0
            usage-limit.samples=0                | usage-limit.samples: 0 is less than 1
            restart.delay=-5ms             | restart.delay: -0.005s is negative
            restart.max-delay=100ms        | restart.max-delay: 0.1s is shorter than restart.delay, 0.5s
            restart.backoff=0.5            | restart.backoff: 0.5 is not between 1 and 1000
            restart.jitter=2               | restart.jitter: 2.0 is not between 0 and 1
            restart.max=-1                 | restart.max: -1 is less than 0
            restart.reset-after=0s         | restart.reset-after: 0s is not longer than zero
            stop.timeout=0s                | stop.timeout: 0s is not longer than zero
            stop.signal=nine nine          | stop.signal: 'NINE NINE' is not the name of a signal, such as TERM, INT or RTMIN+3
            stop.signal=SIGTEMR            | stop.signal: 'TEMR' is not the name of a signal, such as TERM, INT or RTMIN+3
            stop.signal=15                 | stop.signal: '15' is not the name of a signal, such as TERM, INT or RTMIN+3
            stop.signal=RTMIN+31           | stop.signal: 'RTMIN+31' is not the name of a signal, such as TERM, INT or RTMIN+3
            stop.command=a 'b              | stop.command: has an unbalanced quote: the ' at position 3 is not closed
            log.line-length=0              | log.line-length: 0 is less than 4
            log.line-length=3              | log.line-length: 3 is less than 4
            log.rate-limit=-1              | log.rate-limit: -1 is less than 0
            log.buffer-size=1K             | log.buffer-size: 1024 bytes cannot hold one line of log.line-length, 16384 bytes
            log.buffer-size=3G             | log.buffer-size: 3221225472 bytes are more than the maximum, 2147483647
            depends-on=db:begun            | depends-on: 'begun' is no condition; use started, running, healthy, completed or exited
            depends-on=db?:started         | depends-on: 'db?:started' must have the question mark at its end: db:started?
            restart.max=no                 | restart.max: 'no' is not a number; use a number such as 5, or unlimited
            depends-on=db,db               | depends-on: 'db' is named twice
            """)
    void aBadValueIsNamedWithItsProperty(String setting, String problem) {
        Configured configured = Configured.with("web.command=x", "web." + setting.replace("`", ""));

        assertThat(configured.problems()).containsExactly("quarkus.processes.web." + problem);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            health.interval=0s           | health.interval: 0s is not longer than zero
            health.timeout=-1s           | health.timeout: -1s is not longer than zero
            health.initial-delay=-2s     | health.initial-delay: -2s is negative
            health.retries=0             | health.retries: 0 is less than 1
            health.success-threshold=0   | health.success-threshold: 0 is less than 1
            health.method=G E            | health.method: 'G E' is not an HTTP method such as GET or HEAD
            health.expected-status=20x   | health.expected-status: '20x' is not a status code or a range of them, such as 404 or 200-299
            health.expected-status=300-200 | health.expected-status: '300-200' is not a status code or a range of them, such as 404 or 200-299
            """)
    void aBadValueOfACheckIsNamedWithItsProperty(String setting, String problem) {
        Configured configured = Configured.with("web.command=x", "web.health.url=http://localhost:1/", "web." + setting);

        assertThat(configured.problems()).containsExactly("quarkus.processes.web." + problem);
    }

    @Test
    void aServiceCreatesNothing() {
        assertThat(Configured.with("web.command=x", "web.creates=x", "web.pattern=worker").problems())
                .containsExactly("quarkus.processes.web.creates: is for a task, but the kind is service; write kind=task, or "
                        + "remove creates");
    }

    @ParameterizedTest
    @ValueSource(strings = { "kind=task", "creates=x" })
    void aTaskDoesNotRestartAlways(String task) {
        String name = task.startsWith("creates") ? "creates" : task;

        assertThat(Configured.with("web.command=x", "web.restart.policy=always", "web." + task).problems())
                .containsExactly("quarkus.processes.web.restart.policy: is always, but " + name + " is for a process that is "
                        + "done when it has exited with success; write on-failure, or remove " + name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            port=80                         | port=80
            health.port=80                  | a TCP check
            health.url=http://localhost:1/  | an HTTP check
            """)
    void aTaskDoesNotServe(String setting, String sign) {
        assertThat(Configured.with("web.command=x", "web.creates=x", "web." + setting).problems())
                .containsExactly("quarkus.processes.web.creates: is for a task, but " + sign
                        + " is for a process that serves; keep one of them");
        assertThat(Configured.with("web.command=x", "web.kind=task", "web." + setting).problems())
                .containsExactly("quarkus.processes.web.kind: is task, but " + sign
                        + " is for a process that serves; remove it, or write kind=service");
    }

    @Test
    void aProcessWithoutACommandIsRefused() {
        assertThat(Configured.with("web.depends-on=db", "db.args=x").problems()).containsExactly(
                "quarkus.processes.db.command: is missing or empty", "quarkus.processes.web.command: is missing or empty");
    }

    @Test
    void twoKindsOfCheckAreRefused() {
        assertThat(Configured.with("web.command=x", "web.health.url=http://localhost/", "web.health.log=ready").problems())
                .containsExactly(
                        "quarkus.processes.web.health: more than one kind of check is declared: health.url, health.log; "
                                + "keep one of them, or choose one with health.type");
    }

    @Test
    void badIdsAndIdsThatShareTheirVariablesAreRefused() {
        assertThat(Configured.with("api-server.command=x", "Api_Server.command=x", "\"v1.x\".command=x").problems())
                .containsExactly(
                        "quarkus.processes.Api_Server: the id 'Api_Server' must be a lower-case letter followed by at most 62 "
                                + "lower-case letters, digits and dashes",
                        "quarkus.processes.\"v1.x\": the id 'v1.x' must be a lower-case letter followed by at most 62 "
                                + "lower-case letters, digits and dashes",
                        "quarkus.processes.api-server: the id 'api-server' cannot be distinguished from 'Api_Server' in the "
                                + "environment variable QUARKUS_PROCESSES_API_SERVER_COMMAND");
    }

    @Test
    void onePortForTwoProcessesIsRefusedWhereBothRun() {
        assertThat(Configured.with("a.command=x", "a.port=80", "b.command=x", "b.port=80").problems())
                .containsExactly("quarkus.processes.b.port: 80 is the port of 'a' too");
        assertThat(Configured.with("a.command=x", "a.port=80", "a.modes=dev", "b.command=x", "b.port=80", "b.modes=test")
                .problems()).isEmpty();
    }

    @Test
    void aKeyThatTwoProcessesContributeIsRefusedWhereBothAreInForce() {
        String a = "a.config.\"my.key\"=1";
        String b = "b.config.\"my.key\"=2";

        assertThat(Configured.with("a.command=x", a, "b.command=x", b).problems()).containsExactly(
                "quarkus.processes.b.config.\"my.key\": is contributed by 'a' too, in the same mode; keep one of them, or give the "
                        + "processes different modes");
        assertThat(Configured.with("a.command=x", a, "a.modes=dev", "b.command=x", b, "b.modes=test").problems()).isEmpty();
        assertThat(Configured.with("a.command=x", a, "a.auto-start=false", "b.command=x", b).problems()).isEmpty();
        assertThat(Configured.with("a.command=x", a, "a.test=off", "b.command=x", b, "b.modes=test").problems()).isEmpty();
        assertThat(Configured.with("a.command=x", "a.config.\"ds.'users'.url\"=1", "b.command=x", "b.config.\"ds.users.url\"=2")
                .problems()).singleElement().asString().contains("is contributed by 'a' too");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "quarkus.processes.a.command"  | is a setting of the process manager, which decides by its settings what a process contributes; set it without config
            "quarkus.process-manager.modes" | is a setting of the process manager, which decides by its settings what a process contributes; set it without config
            "quarkus.profile"              | is a setting of the configuration itself, which is read before a process contributes; set it without config
            "smallrye.config.locations"    | is a setting of the configuration itself, which is read before a process contributes; set it without config
            "%dev.my.key"                  | has a profile in its key; write the profile at the beginning of the property, before quarkus.processes
            " "                            | has no key; write config."my.setting"=value
            """)
    void aKeyThatNoProcessCanContributeIsRefused(String key, String problem) {
        assertThat(Configured.with("a.command=x", "a.config." + key + "=1").problems())
                .containsExactly("quarkus.processes.a.config." + key + ": " + problem);
    }

    @Test
    void aContributionWithoutAValueIsRefused() {
        assertThat(Configured.with("a.command=x", "a.config.\"my.key\"=${nowhere}").problems())
                .containsExactly("quarkus.processes.a.config.\"my.key\": refers to ${nowhere}, which has no value");
    }

    @Test
    void aLogFileMustBeAbleToGrowAndToRotate() {
        assertThat(Configured.with("a.command=x", "a.log.file.path=x", "a.log.file.rotation.max-file-size=0",
                "a.log.file.rotation.max-backup-index=0").problems()).containsExactly(
                        "quarkus.processes.a.log.file.rotation.max-file-size: 0 is less than 1",
                        "quarkus.processes.a.log.file.rotation.max-backup-index: 0 is not between 1 and 1000");
    }

    @Test
    void oneLogFileForTwoProcessesIsRefusedWhereBothRun() {
        assertThat(Configured.with("a.command=x", "a.log.file.path=logs/x.log", "b.command=x", "b.log.file.path=./logs//x.log")
                .problems())
                .containsExactly("quarkus.processes.b.log.file.path: /base/logs/x.log is the log file of 'a' too");
        assertThat(Configured.with("a.command=x", "a.log.file.path=x.log", "b.command=x", "b.log.file.path=/base/x.log.1")
                .problems())
                .containsExactly(
                        "quarkus.processes.b.log.file.path: /base/x.log.1 and the log file of 'a', /base/x.log, are in "
                                + "conflict: one has the name of a backup of the other");
        assertThat(Configured.with("a.command=x", "a.log.file.path=x.log", "a.modes=dev", "b.command=x",
                "b.log.file.path=x.log", "b.modes=test").problems()).isEmpty();
    }

    @Test
    void aDependencyThatDoesNotRunHereIsRefused() {
        Configured configured = Configured.with("db.command=x", "web.command=x", "web.depends-on=db", "web.modes=dev,prod");

        assertThat(configured.problems()).isEmpty();
        assertThat(configured.atBuildOf(LaunchMode.NORMAL).problems()).containsExactly(
                "quarkus.processes.web.depends-on: 'db' does not run in prod mode, but 'web' does; give both the same modes, "
                        + "name it only for the profiles in which it runs, or write db? if 'web' can do without it");
        assertThat(Configured.with("db.command=x", "web.command=x", "web.depends-on=db?", "web.modes=dev,prod")
                .atBuildOf(LaunchMode.NORMAL).problems()).isEmpty();
    }

    @Test
    void globalSettingsAreRefusedByTheirOwnName() {
        assertThat(Configured.with().andGlobal("quarkus.process-manager.shutdown-timeout=0s").problems())
                .containsExactly("quarkus.process-manager.shutdown-timeout: 0s is not longer than zero");
        assertThat(Configured.with().andGlobal("quarkus.process-manager.last-grace-period=-1s").problems())
                .containsExactly("quarkus.process-manager.last-grace-period: -1s is negative");
    }

    @Test
    void portsThatContradictEachOtherAreRefused() {
        assertThat(Configured.with("a.command=x", "a.port=80", "a.ports.admin=80").problems())
                .containsExactly("quarkus.processes.a.ports.admin: 80 is the value of port too");
        assertThat(Configured.with("a.command=x", "a.port=80", "b.command=x", "b.ports.admin=80", "c.command=x",
                "c.ports.\"web\"=80", "d.command=x", "d.port=80", "d.host=d.example.org").problems()).containsExactly(
                        "quarkus.processes.b.ports.admin: 80 is the port of 'a' too",
                        "quarkus.processes.c.ports.web: 80 is the port of 'a' too",
                        "quarkus.processes.c.ports.web: 80 is the port 'admin' of 'b' too");
    }

    @Test
    void aVariableThatContradictsAPortIsRefused() {
        assertThat(Configured.with("a.command=x", "a.ports.admin-ui=80", "a.env.PORT_ADMIN_UI=81").problems())
                .containsExactly("quarkus.processes.a.ports.admin-ui: 80 is not the PORT_ADMIN_UI in the environment of the "
                        + "process, '81'; keep one of them, or give both the same value");
        assertThat(Configured.with("a.command=x", "a.ports.admin=80", "a.unset-env=PORT_ADMIN").problems())
                .containsExactly(
                        "quarkus.processes.a.unset-env: removes PORT_ADMIN, but ports.admin sets it; keep one of them");
    }

    @Test
    void aPortOfAnotherMachineCannotBeChosen() {
        assertThat(Configured.with("a.command=x", "a.port=0", "a.host=db.example.org", "a.port-conflict=next").problems())
                .containsExactly(
                        "quarkus.processes.a.port: 0 chooses a port of this machine, but the host is 'db.example.org'; "
                                + "write the port",
                        "quarkus.processes.a.port-conflict: is next, which is for ports of this machine, but the host is "
                                + "'db.example.org'");
    }

    @Test
    void aBuildForProductionLeavesTheChoiceToTheStart() {
        Configured configured = Configured.with("a.command=x", "a.port=0", "a.health.path=/", "a.ports.admin=0",
                "b.command=x", "b.port=0", "b.health.url=http://localhost:${quarkus.processes.a.port}/", "b.modes=prod");

        assertThat(configured.atBuildOf(LaunchMode.NORMAL).problems()).isEmpty();
        assertThat(configured.atStartOf(LaunchMode.NORMAL).problems()).contains(
                "quarkus.processes.b.port: no port from 20000 to 32767 is free");
    }

    @Test
    void aProcessThatDoesNotRunInProductionHasNoPortThere() {
        Configured configured = Configured.with("a.command=x", "a.port=0",
                "a.health.url=http://localhost:${quarkus.processes.a.port}/health",
                "b.command=x", "b.port=0", "b.health.port=${quarkus.processes.b.port}",
                "c.command=x", "c.port=0", "c.ports.admin=0", "c.health.port=${quarkus.processes.c.ports.admin}",
                "c.depends-on=a:healthy, b:healthy",
                "d.command=x", "d.port=0", "d.health.type=tcp", "d.health.port=${quarkus.processes.c.ports.admin}",
                "e.command=x", "e.port=0", "e.health.path=/health", "e.env.URL=http://localhost:${quarkus.processes.a.port}",
                "f.command=x", "f.port=0", "f.health.type=tcp", "f.depends-on=d:healthy");

        assertThat(configured.atBuildOf(LaunchMode.NORMAL).read().allProblems()).isEmpty();
        assertThat(configured.atStartOf(LaunchMode.NORMAL).read().allProblems()).isEmpty();
    }

    @Test
    void allProblemsAreReportedTogether() {
        List<String> problems = Configured.with("a.command='", "a.port=-1", "a.stop.timeout=0s", "b.restart.max=-1",
                "b.health.url=/x", "b.command=x").problems();

        assertThat(problems).extracting(problem -> problem.substring(0, problem.indexOf(':'))).containsExactly(
                "quarkus.processes.a.command", "quarkus.processes.a.port", "quarkus.processes.a.stop.timeout",
                "quarkus.processes.b.health.url", "quarkus.processes.b.restart.max");
    }

    /** The plan checks all definitions. It must not report a consequence of a problem that is already reported. */
    @Test
    void aProcessWithAProblemStaysInTheList() {
        Definitions definitions = Configured.with("db.command='", "db.health.url=nonsense", "web.command=x",
                "web.depends-on=db:healthy").read();

        assertThat(definitions.all()).extracting(ProcessDefinition::id).containsExactly("db", "web");
        assertThat(definitions.all().get(0).healthCheck()).isPresent();
    }

    @Test
    void aDetachedProcessCanNeitherUseACgroupNorKeepLeftovers() {
        assertThat(Configured.with("web.command=x", "web.detached=true", "web.isolation=cgroup", "web.leftovers=keep").read()
                .problems()).extracting(Problem::toString).containsExactly(
                        "quarkus.processes.web.detached: cannot be combined with isolation=cgroup: the control group ends with the"
                                + " application",
                        "quarkus.processes.web.leftovers: cannot be keep for a detached process: the engine would never stop its"
                                + " left-over processes");
    }

    @Test
    void aTerminalIsRefusedWhereItCannotWork() {
        assertThat(
                Configured.with("web.command=x", "web.tty=true", "web.detached=true", "web.stdin=none", "web.log.mode=direct",
                        "web.log.file.path=x.log", "web.tty.columns=0").read().problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder("quarkus.processes.web.tty.columns: 0 is not between 1 and 1000",
                        "quarkus.processes.web.tty: cannot be true for a detached process: the terminal ends with the"
                                + " application, and the process outlives it",
                        "quarkus.processes.web.stdin: is none, but tty=true makes the terminal the input of the process;"
                                + " remove one of them",
                        "quarkus.processes.web.log.mode: is direct, but the output of a process with tty=true goes to its"
                                + " terminal; remove one of them");
        assertThat(Configured.with("web.command=x", "web.tty.rows=50").read().problems()).extracting(Problem::toString)
                .containsExactly("quarkus.processes.web.tty.rows: has no effect without a terminal; set tty=true");
    }

    @Test
    void aNoticeIsRefusedWhereItCannotWork() {
        assertThat(Configured.with("web.command=x", "web.health.notify=fd:2").read().problems()).extracting(Problem::toString)
                .containsExactly(
                        "quarkus.processes.web.health.notify: 'fd:2' is neither socket nor fd: with a number from 3 to 255,"
                                + " such as fd:3");
        assertThat(Configured.with("web.command=x", "web.detached=true", "web.health.notify=socket").read().problems())
                .extracting(Problem::toString).containsExactly("quarkus.processes.web.health.notify: cannot be used for a"
                        + " detached process: the channel ends with the application, and the process outlives it");
        assertThat(Configured.with("web.command=x", "web.health.grpc=/").read().problems()).extracting(Problem::toString)
                .containsExactly(
                        "quarkus.processes.web.health.grpc: '/' is only a path; set the port of the process, or give the"
                                + " full URL");
        assertThat(Configured.with("web.command=x", "web.health.grpc=quotes").read().problems()).extracting(Problem::toString)
                .containsExactly(
                        "quarkus.processes.web.health.grpc: 'quotes' is neither host:port/service nor /service on the port"
                                + " of the process; the service may be empty");
    }

    @Test
    void oneProcessHasTheConsole() {
        assertThat(Configured.with("a.command=x", "a.stdin=console", "b.command=x", "b.stdin=console").read().problems())
                .extracting(Problem::toString).containsExactly("quarkus.processes.b.stdin: is console, as that of 'a' is; one"
                        + " process receives the lines of the console, so write open for the other");
    }

    @Test
    void aDetachedProcessCannotHaveAnOpenInput() {
        assertThat(Configured.with("web.command=x", "web.detached=true", "web.stdin=open").read().problems())
                .extracting(Problem::toString)
                .containsExactly("quarkus.processes.web.stdin: cannot be open for a detached process:"
                        + " the application holds the pipe, and the process outlives it");
    }

    @ParameterizedTest
    @ValueSource(strings = { "ui.health.url=http://localhost:${quarkus.http.port}/q/health",
            "ui.health.port=${quarkus.http.port}" })
    void aCheckOfTheApplicationMayHaveThePortThatIsKnownLater(String check) {
        Configured ui = Configured.with("ui.command=x", "ui.start-phase=after-app", check).andGlobal("quarkus.http.port=0");

        assertThat(ui.atBuildOf(LaunchMode.NORMAL).problems()).isEmpty();
        assertThat(ui.atStartOf(LaunchMode.NORMAL).problems()).isEmpty();
        assertThat(ui.accepting().problems()).singleElement().asString().contains("health.");
        assertThat(
                Configured.with("ui.command=x", "ui.start-phase=with-app", check).andGlobal("quarkus.http.port=0").problems())
                .hasSize(1);
    }

    @Test
    void aPortZeroThatIsWrittenIsRefused() {
        assertThat(Configured.with("ui.command=x", "ui.start-phase=after-app", "ui.health.url=http://localhost:0/").problems())
                .hasSize(1);
    }
}
