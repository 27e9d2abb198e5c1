package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** The step of the build that gives lambdas a class, with each kind of lambda. */
class LambdaClassesTest {

    private static final String SAMPLE = """
            import java.io.Serializable;
            import java.util.*;
            import java.util.concurrent.Callable;
            import java.util.function.*;
            import java.util.stream.*;

            public class Sample implements Callable<List<String>> {
                private final String name = "sample";
                private interface Named { private String own() { return "interface"; } default Supplier<String> named() { return this::own; } }
                static class Base { protected String inherited(String text) { return "base " + text; } }
                static class Nested extends Base implements Named {
                    private int count;
                    private int next() { return ++count; }
                    Function<String, String> above() { return super::inherited; }
                    IntSupplier counter() { return this::next; }
                }
                static <T extends Comparable<T>> T most(List<T> all) { return all.stream().max(Comparator.naturalOrder()).get(); }
                static long sum(int a, long b, double c, float d, char e, byte f, short g, boolean h) {
                    LongSupplier s = () -> a + b + (long) c + (long) d + e + f + g + (h ? 1 : 0);
                    return s.getAsLong();
                }
                static void change(int[] at) { at[0]++; }
                public List<String> call() throws Exception {
                    List<String> out = new ArrayList<>();
                    out.add(((Supplier<String>) () -> name).get());
                    out.add(new Nested().named().get());
                    out.add(new Nested().above().apply("x"));
                    IntSupplier counter = new Nested().counter();
                    out.add("" + counter.getAsInt() + counter.getAsInt());
                    out.add("" + sum(1, 2, 3, 4, 'a', (byte) 5, (short) 6, true));
                    out.add(Stream.of("b", "a").sorted(String::compareTo).map(StringBuilder::new).map(StringBuilder::reverse)
                            .map(Object::toString).collect(Collectors.joining()));
                    out.add("" + IntStream.range(0, 3).mapToObj(i -> i).map(Integer::doubleValue).mapToDouble(Double::doubleValue).sum());
                    ToLongFunction<Integer> widens = Integer::intValue;
                    Function<Integer, Long> boxes = Integer::longValue;
                    BiFunction<Integer, Integer, Integer> adds = Integer::sum;
                    out.add("" + widens.applyAsLong(3) + boxes.apply(4) + adds.apply(1, 2));
                    UnaryOperator<Long> same = v -> v + 1;
                    ObjIntConsumer<List<String>> adder = (list, i) -> list.add("" + i);
                    adder.accept(out, 7);
                    out.add("" + same.apply(1L) + most(List.of(1, 5, 3)) + Arrays.toString(Stream.of("x").toArray(String[]::new)));
                    int[] at = { 0 };
                    Consumer<int[]> changes = Sample::change;
                    changes.andThen(Sample::change).accept(at);
                    Runnable drops = "text"::length;
                    drops.run();
                    Predicate<String> empty = String::isEmpty;
                    out.add(at[0] + " " + empty.negate().or(String::isBlank).test("") + empty.test(""));
                    Callable<Object> fails = () -> { throw new java.io.IOException("kept"); };
                    try { fails.call(); } catch (java.io.IOException e) { out.add(e.getMessage()); }
                    Supplier<String> kept = (Supplier<String> & Serializable) () -> "serializable " + name;
                    out.add(kept.get() + (kept instanceof Serializable));
                    IntFunction<IntFunction<String>> curried = i -> j -> name + i + j;
                    out.add(curried.apply(1).apply(2));
                    return out;
                }
            }
            """;

    @TempDir
    static Path directory;

    private static List<String> before;
    private static int lambdasBefore;
    private static String first;
    private static String second;

    @BeforeAll
    static void build() throws Exception {
        Path source = Files.writeString(directory.resolve("Sample.java"), SAMPLE);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", source.toString())).isZero();
        before = result();
        lambdasBefore = lambdas();
        first = run();
        second = run();
    }

    @Test
    void theClassesDoTheSame() throws Exception {
        assertThat(before).hasSizeGreaterThan(12).contains("interface", "base x", "kept", "sample12");

        assertThat(result()).isEqualTo(before);
    }

    @Test
    void onlyALambdaWithAMarkerInterfaceStays() throws Exception {
        assertThat(lambdasBefore).isGreaterThan(25);

        assertThat(lambdas()).isOne();
        assertThat(first).contains(lambdasBefore - 1 + " lambdas");
    }

    @Test
    void aSecondRunChangesNothing() {
        assertThat(second).startsWith("0 lambdas");
    }

    private static List<String> result() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] { directory.toUri().toURL() })) {
            @SuppressWarnings("unchecked")
            Callable<List<String>> sample = (Callable<List<String>>) loader.loadClass("Sample").getConstructor().newInstance();
            return sample.call();
        }
    }

    private static String run() throws Exception {
        String asm = Stream.of(ClassReader.class, ClassNode.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath()).distinct()
                .reduce((one, other) -> one + System.getProperty("path.separator") + other).get();
        Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", asm,
                Path.of("..", "build", "LambdaClasses.java").toString(), directory.toString()).redirectErrorStream(true)
                .start();
        String output = new String(tool.getInputStream().readAllBytes());
        assertThat(tool.waitFor()).as(output).isZero();
        return output;
    }

    /** The number of lambdas that the JVM would generate a class for. */
    private static int lambdas() throws Exception {
        int count = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(any -> any.toString().endsWith(".class")).toList()) {
                ClassNode node = new ClassNode();
                new ClassReader(Files.readAllBytes(file)).accept(node, 0);
                count += (int) node.methods.stream().filter(method -> !method.name.equals("$deserializeLambda$"))
                        .flatMap(method -> Stream.of(method.instructions.toArray()))
                        .filter(at -> at instanceof InvokeDynamicInsnNode link
                                && link.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory"))
                        .count();
            }
        }
        return count;
    }
}
