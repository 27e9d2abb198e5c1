package io.quarkiverse.processmanager.runtime.process.libc;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JVM in which one class loader after the other uses the native way. It writes an obstacle, or whether a class loader was freed. */
final class ClassLoaders {

    private static final int ATTEMPTS = 100;

    private ClassLoaders() {
    }

    public static void main(String[] arguments) throws Exception {
        // The thread of the JDK that waits for children lives for 60 s, with the context class loader of the first start.
        new ProcessBuilder("true").start().waitFor();
        for (int i = 0; i < 3; i++) {
            WeakReference<ClassLoader> used = use();
            System.out.println(isFreed(used) ? "freed" : "not freed");
        }
    }

    private static WeakReference<ClassLoader> use() throws Exception {
        try (URLClassLoader one = ofTheClassPath()) {
            Object answer = open(one);
            System.out.println(obstacle(answer));
            Object access = ((Optional<?>) answer.getClass().getMethod("access").invoke(answer)).orElseThrow();
            access.getClass().getMethod("close", long.class).invoke(access, 60_000);
            return new WeakReference<>(one);
        }
    }

    private static boolean isFreed(WeakReference<ClassLoader> one) throws InterruptedException {
        for (int i = 0; i < ATTEMPTS && one.get() != null; i++) {
            // It would live for 30 s more.
            Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("JNA Cleaner"))
                    .forEach(Thread::interrupt);
            System.gc();
            Thread.sleep(100);
        }
        return one.get() == null;
    }

    /** A class loader of its own for the class path. */
    static URLClassLoader ofTheClassPath() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":")) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** Opens the native way in a class loader. */
    static Object open(ClassLoader one) throws Exception {
        return one.loadClass(NativeAccess.class.getName()).getMethod("open", Optional.class).invoke(null, NativeTest.CAT);
    }

    static String obstacle(Object answer) throws Exception {
        return answer.getClass().getMethod("obstacle").invoke(answer).toString();
    }
}
