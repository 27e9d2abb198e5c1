package io.quarkiverse.processmanager.deployment.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

class ClassQuestionsTest {

    @Test
    void aQuestionThatFollowsFromDifferentAnswersIsAsked() {
        Service service = new Service(request -> !request.hasClass("Absent") && request.hasClass("Present")
                && request.hasClass("Then"));

        assertThat(ClassQuestions.of(List.of(service), "Present"::equals)).containsExactly("Absent", "Present", "Then");
    }

    @Test
    void aServiceThatNeedsAPropertyHasAskedBefore() {
        Service service = new Service(
                request -> request.hasClass("First") && request.value("property").orElseThrow().isEmpty());
        Service other = new Service(request -> request.hasClass("Other"));

        assertThat(ClassQuestions.of(List.of(service, other), name -> true)).containsExactly("First", "Other");
    }

    private record Service(Function<ServiceRequest, Boolean> question) implements ProcessService {

        @Override
        public String name() {
            return "service";
        }

        @Override
        public void apply(ProcessDefinitionBuilder defaults) {
        }

        @Override
        public ServiceProgram program() {
            return ServiceProgram.NONE;
        }

        @Override
        public Map<String, String> configuration(ServiceRequest request) {
            return question.apply(request) ? Map.of("port", "0") : Map.of();
        }

        @Override
        public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        }
    }
}
