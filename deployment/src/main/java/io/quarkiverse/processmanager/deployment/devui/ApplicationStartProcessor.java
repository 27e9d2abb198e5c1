package io.quarkiverse.processmanager.deployment.devui;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.dev.ui.timeline.ApplicationStartRecorder;
import io.quarkiverse.processmanager.runtime.dev.ui.timeline.FirstAnswer;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ApplicationStartBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.vertx.http.deployment.FilterBuildItem;
import io.quarkus.vertx.http.deployment.NonApplicationRootPathBuildItem;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;

/** Records the start of the application in dev mode, for the timeline of the Dev UI. */
class ApplicationStartProcessor {

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    @Record(ExecutionTime.STATIC_INIT)
    @Produce(ServiceStartBuildItem.class)
    void begins(ApplicationStartRecorder recorder) {
        recorder.begins();
    }

    /** @param last orders the step after the one that opens the HTTP socket, which produces such an item and no other */
    @BuildStep(onlyIf = IsLocalDevelopment.class)
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(ApplicationStartBuildItem.class)
    void accepts(ApplicationStartRecorder recorder, List<ReflectiveClassBuildItem> last) {
        recorder.accepts();
    }

    /** Behind the filters that refuse requests. */
    @BuildStep(onlyIf = IsLocalDevelopment.class)
    void firstAnswer(Optional<NonApplicationRootPathBuildItem> root, BuildProducer<FilterBuildItem> filters) {
        root.ifPresent(path -> filters.produce(new FilterBuildItem(
                new FirstAnswer(path.getNonApplicationRootPath()), SecurityHandlerPriorities.AUTHORIZATION - 1)));
    }
}
