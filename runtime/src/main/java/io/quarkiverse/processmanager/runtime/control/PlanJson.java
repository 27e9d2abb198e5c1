package io.quarkiverse.processmanager.runtime.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.quarkiverse.processmanager.runtime.views.StartStep;

/** The members of the answer about the order of the start. The guide documents them. */
final class PlanJson {

    private PlanJson() {
    }

    static Map<String, Object> of(List<StartStep> steps) {
        return Map.of("steps", steps.stream().map(PlanJson::of).toList());
    }

    private static Map<String, Object> of(StartStep step) {
        List<Map<String, Object>> waits = new ArrayList<>();
        step.waitsFor().forEach((id, condition) -> {
            Map<String, Object> wait = new LinkedHashMap<>();
            wait.put("id", id);
            wait.put("condition", condition.name().toLowerCase(Locale.ROOT));
            waits.add(wait);
        });
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", step.id());
        members.put("step", step.step());
        members.put("startPhase", step.phase().name());
        members.put("auto", step.auto());
        members.put("startedBy", step.startedBy());
        members.put("waitsFor", waits);
        return members;
    }
}
