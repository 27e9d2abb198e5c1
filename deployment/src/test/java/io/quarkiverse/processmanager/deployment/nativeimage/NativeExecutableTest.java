package io.quarkiverse.processmanager.deployment.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.runtime.config.KnownKeys;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;
import io.quarkus.builder.BuildChainBuilder;
import io.quarkus.builder.BuildContext;
import io.quarkus.builder.BuildStep;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedPackageBuildItem;
import io.quarkus.test.QuarkusUnitTest;

/**
 * The build registers for a native executable what the runtime module finds by name. {@code LookupsTest} of that module finds the
 * places. No executable is made here.
 */
class NativeExecutableTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Mine.class))
            .overrideConfigKey("quarkus.processes.mine.service", Mine.class.getName())
            .overrideConfigKey("quarkus.processes.mine.modes", "dev")
            .addBuildChainCustomizer(inspection());

    private final Set<String> registered = Set.of(System.getProperty("test.native-items").split("\n"));

    @AfterAll
    static void clear() {
        System.clearProperty("test.native-items");
    }

    @Test
    void mappingsKeepTheirMethods() {
        assertThat(KnownKeys.mappings()).hasSizeGreaterThan(10)
                .allSatisfy(mapping -> assertThat(registered).contains("methods of " + mapping.getName()));
    }

    @Test
    void typesOfValuesCanBeLoaded() {
        assertThat(KnownKeys.valueTypes()).contains("io.quarkiverse.processmanager.Mode", "java.time.Duration")
                .allSatisfy(type -> assertThat(registered).contains("methods of " + type));
    }

    @Test
    void aServiceOfTheApplicationCanBeCreated() {
        assertThat(registered).contains("constructors of " + Mine.class.getName());
    }

    @Test
    void theClassesForWhichServicesAskAreResources() {
        assertThat(registered).contains("resource " + resource(Mine.PRESENT), "resource " + resource(Mine.THEN))
                .doesNotContain("resource " + resource(Mine.ABSENT));
    }

    @Test
    void librariesThatLookAtTheMachineStartAtRunTime() {
        assertThat(registered).contains("at run time com.sun.jna", "at run time oshi");
    }

    private static String resource(String type) {
        return type.replace('.', '/') + ".class";
    }

    /** Puts the items into a system property, which the class loaders share. */
    private static Consumer<BuildChainBuilder> inspection() {
        return new Consumer<>() {
            @Override
            public void accept(BuildChainBuilder builder) {
                builder.addBuildStep(new BuildStep() {
                    @Override
                    public void execute(BuildContext context) {
                        Set<String> items = new TreeSet<>();
                        for (ReflectiveClassBuildItem item : context.consumeMulti(ReflectiveClassBuildItem.class)) {
                            for (String name : item.getClassNames()) {
                                items.add((item.isMethods() ? "methods of " : "class ") + name);
                                items.add((item.isConstructors() ? "constructors of " : "class ") + name);
                            }
                        }
                        context.consumeMulti(NativeImageResourceBuildItem.class).forEach(
                                item -> item.getResources().forEach(name -> items.add("resource " + name)));
                        context.consumeMulti(RuntimeInitializedPackageBuildItem.class)
                                .forEach(item -> items.add("at run time " + item.getPackageName()));
                        System.setProperty("test.native-items", String.join("\n", items));
                    }
                }).consumes(ReflectiveClassBuildItem.class).consumes(NativeImageResourceBuildItem.class)
                        .consumes(RuntimeInitializedPackageBuildItem.class).produces(GeneratedResourceBuildItem.class).build();
            }
        };
    }

    /** A service of the application. */
    public static class Mine implements ProcessService {

        static final String PRESENT = "io.vertx.core.Vertx";
        static final String THEN = "io.vertx.core.Future";
        static final String ABSENT = "org.acme.Absent";

        @Override
        public String name() {
            return "mine";
        }

        @Override
        public void apply(ProcessDefinitionBuilder defaults) {
            defaults.command("cat");
        }

        @Override
        public ServiceProgram program() {
            return ServiceProgram.NONE;
        }

        @Override
        public Map<String, String> configuration(ServiceRequest request) {
            List<Boolean> answers = List.of(request.hasClass(ABSENT), request.hasClass(PRESENT) && request.hasClass(THEN));
            return answers.contains(true) ? Map.of("port", "0") : Map.of();
        }

        @Override
        public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
            defaults.command("cat");
        }
    }
}
