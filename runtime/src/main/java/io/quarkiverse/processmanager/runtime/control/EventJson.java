package io.quarkiverse.processmanager.runtime.control;

import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessEvent;

/** The JSON object for an event. {@code text} is a sentence; the other members are for programs. */
final class EventJson {

    private EventJson() {
    }

    static Map<String, Object> of(ProcessEvent event) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", event.getClass().getSimpleName());
        members.put("id", event.id());
        members.put("incarnation", event.incarnation());
        members.put("time", event.time());
        members.put("text", event.toString());
        if (event instanceof ProcessEvent.Started started) {
            members.put("pid", started.pid());
        } else if (event instanceof ProcessEvent.Crashed crashed) {
            members.put("code", crashed.exit().code());
            members.put("signal", crashed.exit().signal());
            members.put("willRestart", crashed.willRestart());
        } else if (event instanceof ProcessEvent.Completed completed) {
            members.put("code", completed.exit().code());
        } else if (event instanceof ProcessEvent.GaveUp failed) {
            members.put("reason", failed.reason());
            members.put("lastLines", failed.lastLines());
        }
        return members;
    }
}
