package io.quarkiverse.processmanager.deployment.artifact;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.config.program.ArtifactBridge;
import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.bootstrap.workspace.WorkspaceModule;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.pkg.builditem.BuildSystemTargetBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.runtime.LaunchMode;

/** Makes the resolver of the application available to the definitions. Nothing is resolved before a definition has an artifact. */
class ArtifactsProcessor {

    /** A packaged application starts elsewhere, where the files of the build machine do not exist; it has no resolver. */
    @BuildStep
    ArtifactsBuildItem resolver(CurateOutcomeBuildItem curated, BuildSystemTargetBuildItem target,
            LaunchModeBuildItem launchMode) {
        LaunchMode mode = launchMode.getLaunchMode();
        if (mode == LaunchMode.NORMAL) {
            ArtifactBridge.connect(mode);
            return new ArtifactsBuildItem(Optional.empty());
        }
        ApplicationModel application = curated.getApplicationModel();
        Path project = Optional.ofNullable(application.getApplicationModule()).map(WorkspaceModule::getModuleDir)
                .map(directory -> directory.toPath().toAbsolutePath()).orElseGet(() -> Path.of("").toAbsolutePath());
        ResolvedPrograms resolver = new ResolvedPrograms(application, project, target.getOutputDirectory());
        ArtifactBridge.publish(mode, resolver);
        return new ArtifactsBuildItem(Optional.of(resolver));
    }
}
