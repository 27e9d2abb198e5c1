package io.quarkiverse.processmanager.deployment;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;

import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.runtime.config.PatternRegistry;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Finds the patterns of the application. The build reads the definitions, so it needs the patterns. */
class ProcessPatternsProcessor {

    private static final DotName PATTERN = DotName.createSimple(ProcessPattern.class);

    @BuildStep
    ProcessPatternsBuildItem findPatterns(CombinedIndexBuildItem index, List<ProcessPatternBuildItem> announced) {
        Set<String> classNames = new TreeSet<>();
        announced.forEach(pattern -> classNames.add(pattern.className()));
        for (ClassInfo type : index.getIndex().getAllKnownImplementations(PATTERN)) {
            if (canBeMade(type)) {
                classNames.add(type.name().toString());
            }
        }
        List<ProcessPattern> own = new ArrayList<>();
        classNames.forEach(className -> own.add(instantiate(className)));
        PatternRegistry patterns = PatternRegistry.with(own);
        if (!patterns.problems().isEmpty()) {
            throw Refusal.ofSentences(patterns.problems());
        }
        return new ProcessPatternsBuildItem(patterns, List.copyOf(classNames));
    }

    /** Whether the build can instantiate a class. The application instantiates the other patterns in its code. */
    private static boolean canBeMade(ClassInfo type) {
        MethodInfo constructor = type.method("<init>");
        return Modifier.isPublic(type.flags()) && !type.isAbstract() && constructor != null
                && Modifier.isPublic(constructor.flags()) && (type.enclosingClass() == null || Modifier.isStatic(type.flags()));
    }

    /** Uses the class loader of the build, which has the classes of the application. */
    private static ProcessPattern instantiate(String className) {
        try {
            return (ProcessPattern) Thread.currentThread().getContextClassLoader().loadClass(className).getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new ConfigurationException("cannot use the process pattern " + className
                    + ": it needs a public constructor without parameters that also works at build time", e, Set.of());
        }
    }
}
