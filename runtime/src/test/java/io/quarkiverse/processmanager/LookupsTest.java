package io.quarkiverse.processmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;

/**
 * The places where the runtime module finds a class, a member or a resource by name. A native executable has only those that the
 * build registers, so each place has its reason here. {@code NativeExecutableTest} of the deployment module reads what is registered.
 */
@AnalyzeClasses(packages = HouseTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class LookupsTest {

    private static final Map<String, String> REASONS = Map.of(
            "config.KnownKeys$CollectedKeys", "registered: the methods of the mappings",
            "config.KnownKeys", "optional: without the resource, the mappings are read",
            "config.text.SettingType", "registered: the types of the values",
            "config.service.PropertyRequest", "registered: the class files for which the services in use ask",
            "service.Services", "registered: the services in use, and the providers of other extensions",
            "ServerPorts", "dev mode only: the field has the port after a start that has failed",
            "process.libc.NativePermission", "of the JDK: without the method, the portable way starts the processes",
            "process.libc.NativeAccess", "JNA: a native executable uses the portable way",
            "console.ConsoleHandlers", "dev mode and tests only: finds the handler of the console in that of Quarkus");

    private static final Map<String, Set<String>> CALLS = Map.of(
            Class.class.getName(), Set.of("forName", "getMethod", "getMethods", "getDeclaredMethod", "getDeclaredMethods",
                    "getField", "getFields", "getDeclaredField", "getDeclaredFields", "getConstructor", "getConstructors",
                    "getDeclaredConstructor", "getDeclaredConstructors", "getRecordComponents", "getResource",
                    "getResourceAsStream"),
            ClassLoader.class.getName(), Set.of("loadClass", "getResource", "getResources", "getResourceAsStream"),
            ServiceLoader.class.getName(), Set.of("load", "loadInstalled"),
            ResourceBundle.class.getName(), Set.of("getBundle"),
            Proxy.class.getName(), Set.of("newProxyInstance"));

    @ArchTest
    static void eachPlaceHasAReason(JavaClasses classes) {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass type : classes) {
            for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                String owner = call.getTargetOwner().getName();
                if (CALLS.getOrDefault(owner, Set.of()).contains(call.getName())) {
                    found.computeIfAbsent(type.getName().replace(HouseTest.ROOT + ".runtime.", ""), any -> new TreeSet<>())
                            .add(call.getName());
                }
            }
        }

        assertThat(found.keySet()).as("register what each new place needs in NativeExecutableProcessor: %s", found)
                .containsExactlyInAnyOrderElementsOf(REASONS.keySet());
    }
}
