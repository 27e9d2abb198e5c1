package io.quarkiverse.processmanager.deployment;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ModuleEnableNativeAccessBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedPackageBuildItem;

/** Lets the engine call the C library, with JNA. A native executable starts its processes without it. */
class NativeAccessProcessor {

    /** JDK 24 and newer warn of native access, unless the manifest of the packaged application permits it. */
    @BuildStep
    ModuleEnableNativeAccessBuildItem permission() {
        return new ModuleEnableNativeAccessBuildItem("com.sun.jna");
    }

    /** JNA loads its library in a class initialiser. */
    @BuildStep
    RuntimeInitializedPackageBuildItem nativeImage() {
        return new RuntimeInitializedPackageBuildItem("com.sun.jna");
    }
}
