package io.quarkiverse.processmanager.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.RETURN;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** A packaged application whose start of the processes fails when the application is up. */
class LateFailureTest {

    /** A class of the extension in which the start fails, and its method. */
    private static final String FAILING = "io/quarkiverse/processmanager/runtime/ControlAccess";

    /** No other test waits as long. */
    private static final String COMMAND = "sleep " + (100_000 + ProcessHandle.current().pid());

    @RegisterExtension
    static final QuarkusProdModeTest APP = new QuarkusProdModeTest()
            .withApplicationRoot(root -> root.addClasses(Fault.class))
            .overrideConfigKey("quarkus.http.host-enabled", "false")
            .overrideConfigKey("quarkus.process-manager.modes", "prod")
            .overrideConfigKey("quarkus.process-manager.control.enabled", "true")
            .overrideConfigKey("quarkus.processes.db.command", COMMAND);

    @ProdBuildResults
    ProdModeTestResults results;

    @TempDir
    Path directory;

    @Test
    void theApplicationEndsWithExitCode1AndLeavesNoProcess() throws Exception {
        Path application = results.getBuildDir().resolve("quarkus-app");
        replaceStepByFault(application.resolve("lib").resolve("main"));
        Path go = directory.resolve("go");

        Process process = TimeLimit.of(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dgo=" + go, "-jar",
                application.resolve("quarkus-run.jar").toString()).redirectErrorStream(true).start());
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.contains("Installed features")) {
                    Files.createFile(go);
                }
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }

        assertThat(process.exitValue()).as(output::toString).isEqualTo(1);
        assertThat(output).contains("cannot start the processes, so the application ends", "the fault of the test",
                "stopped in");
        assertThat(ProcessHandle.allProcesses().filter(ProcessHandle::isAlive).map(ProcessHandle::info)
                .flatMap(info -> Stream.ofNullable(info.commandLine().orElse(null)))
                .filter(line -> line.contains(COMMAND)))
                .isEmpty();
    }

    /** Replaces a step on the thread of the start in the jar of the extension. */
    private static void replaceStepByFault(Path libraries) throws Exception {
        Path jar;
        try (Stream<Path> all = Files.list(libraries)) {
            jar = all.filter(file -> file.getFileName().toString().matches(".*\\.quarkus-process-manager-[0-9].*\\.jar"))
                    .findAny().orElseThrow();
        }
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path step = files.getPath(FAILING + ".class");
            ClassReader reader = new ClassReader(Files.readAllBytes(step));
            ClassWriter writer = new ClassWriter(0);
            reader.accept(new ClassVisitor(ASM9, writer) {
                @Override
                public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                        String[] thrown) {
                    MethodVisitor method = super.visitMethod(access, name, descriptor, signature, thrown);
                    if (!name.equals("open")) {
                        return method;
                    }
                    method.visitCode();
                    method.visitMethodInsn(INVOKESTATIC, Fault.class.getName().replace('.', '/'), "fail", "()V", false);
                    method.visitInsn(RETURN);
                    method.visitMaxs(0, 3);
                    method.visitEnd();
                    return null;
                }
            }, 0);
            Files.write(step, writer.toByteArray());
        }
    }

    /** Part of the application: fails as soon as the test has seen that the application is up. */
    public static class Fault {

        public static void fail() throws InterruptedException {
            while (!Files.exists(Path.of(System.getProperty("go")))) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            throw new IllegalStateException("the fault of the test");
        }
    }
}
