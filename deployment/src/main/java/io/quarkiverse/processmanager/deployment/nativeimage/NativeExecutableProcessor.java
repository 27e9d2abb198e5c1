package io.quarkiverse.processmanager.deployment.nativeimage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.deployment.ProcessesConfigBuildItem;
import io.quarkiverse.processmanager.runtime.config.KnownKeys;
import io.quarkiverse.processmanager.runtime.service.Services;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;

/** Registers the classes and resources that the runtime module finds by name. {@code LookupsTest} lists those places. */
class NativeExecutableProcessor {

    /** The mappings are read to know the keys, and the types of their values are loaded to check the values. */
    @BuildStep
    void configuration(BuildProducer<ReflectiveClassBuildItem> classes) {
        classes.produce(ReflectiveClassBuildItem.builder(KnownKeys.mappings()).constructors(false).methods().build());
        classes.produce(ReflectiveClassBuildItem.builder(KnownKeys.valueTypes().toArray(String[]::new)).constructors(false)
                .methods().build());
    }

    /** A service that does not belong to the extension is created by the name of its class, or found by a service loader. */
    @BuildStep
    void services(ProcessesConfigBuildItem processes, BuildProducer<ReflectiveClassBuildItem> classes,
            BuildProducer<ServiceProviderBuildItem> providers, BuildProducer<NativeImageResourceBuildItem> resources) {
        Set<ProcessService> used = used(processes);
        if (used.isEmpty()) {
            return;
        }
        providers.produce(ServiceProviderBuildItem.allProvidersFromClassPath(ProcessService.class.getName()));
        String[] names = used.stream().map(service -> service.getClass().getName()).toArray(String[]::new);
        classes.produce(ReflectiveClassBuildItem.builder(names).build());
        List<String> asked = ClassQuestions.of(used, QuarkusClassLoader::isClassPresentAtRuntime).stream()
                .filter(QuarkusClassLoader::isClassPresentAtRuntime).map(name -> name.replace('.', '/') + ".class").toList();
        resources.produce(new NativeImageResourceBuildItem(asked));
    }

    private static Set<ProcessService> used(ProcessesConfigBuildItem processes) {
        Set<ProcessService> used = new LinkedHashSet<>();
        processes.config().structures().values().forEach(process -> process.service().name()
                .flatMap(NativeExecutableProcessor::find).ifPresent(used::add));
        return used;
    }

    /** The build reports a service that cannot be found, or created, with all other problems. */
    private static Optional<ProcessService> find(String name) {
        try {
            return Services.find(name);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
