package io.quarkiverse.processmanager.docs;

import static io.quarkiverse.processmanager.ProcessPhase.BACKOFF;
import static io.quarkiverse.processmanager.ProcessPhase.COMPLETED;
import static io.quarkiverse.processmanager.ProcessPhase.FAILED;
import static io.quarkiverse.processmanager.ProcessPhase.KILLING;
import static io.quarkiverse.processmanager.ProcessPhase.RUNNING;
import static io.quarkiverse.processmanager.ProcessPhase.STARTING;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPED;
import static io.quarkiverse.processmanager.ProcessPhase.STOPPING;
import static io.quarkiverse.processmanager.ProcessPhase.WAITING;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.rules.Trigger;

/**
 * The life of a process as a picture. The places of the phases and the ways of the arrows are chosen by hand; the test compares what
 * the arrows say with the table of the code. An arrow from a frame is one from each phase in it.
 */
final class LifecycleDiagram {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 620;

    private static final List<Frame> FRAMES = List.of(
            new Frame("something of the process is alive", Set.of(STARTING, RUNNING, STOPPING, KILLING), 480, 10, 500, 325),
            new Frame("", Set.of(STARTING, RUNNING), 500, 40, 460, 85),
            new Frame("", Set.of(STOPPING, KILLING), 500, 215, 460, 85),
            new Frame("", Set.of(BACKOFF, COMPLETED, FAILED), 480, 420, 500, 95));

    private static final List<Box> BOXES = List.of(new Box(STOPPED, 20, 55, 130), new Box(WAITING, 240, 55, 160),
            new Box(STARTING, 530, 55, 130), new Box(RUNNING, 800, 55, 130), new Box(STOPPING, 530, 230, 130),
            new Box(KILLING, 800, 230, 130), new Box(BACKOFF, 530, 440, 120), new Box(COMPLETED, 680, 440, 120),
            new Box(FAILED, 830, 440, 120));

    private static final List<Arrow> ARROWS = List.of(
            new Arrow(Set.of(STOPPED), WAITING, List.of(Trigger.START), 165, 62, "150,70 240,70"),
            new Arrow(Set.of(WAITING), STOPPED, List.of(Trigger.STOP), 165, 110, "240,95 150,95"),
            new Arrow(Set.of(WAITING), STARTING, List.of(Trigger.READY), 410, 72, "400,80 530,80"),
            new Arrow(Set.of(WAITING), STOPPING, List.of(Trigger.SWEEP), 385, 172, "375,105 375,180 570,180 570,230"),
            new Arrow(Set.of(WAITING), FAILED, List.of(Trigger.BLOCKED, Trigger.TIMER), 600, 582,
                    "255,105 255,590 890,590 890,490"),
            new Arrow(Set.of(STARTING), RUNNING, List.of(Trigger.UP, Trigger.TIMER), 690, 72, "660,80 800,80"),
            new Arrow(FRAMES.get(1).phases(), STOPPING, List.of(Trigger.STOP), 628, 172, "620,125 620,230"),
            new Arrow(Set.of(STOPPING), KILLING, List.of(Trigger.TIMER), 705, 247, "660,255 800,255"),
            new Arrow(FRAMES.get(0).phases(), BACKOFF, List.of(Trigger.RETRY), 623, 360, "615,335 615,440"),
            new Arrow(FRAMES.get(0).phases(), COMPLETED, List.of(Trigger.COMPLETE), 748, 360, "740,335 740,440"),
            new Arrow(FRAMES.get(0).phases(), FAILED, List.of(Trigger.GIVE_UP), 858, 360, "850,335 850,440"),
            new Arrow(Set.of(KILLING), FAILED, List.of(Trigger.TIMER), 928, 395, "920,280 920,440"),
            new Arrow(FRAMES.get(2).phases(), STOPPED, List.of(Trigger.HALT), 165, 277, "500,285 80,285 80,105"),
            new Arrow(FRAMES.get(2).phases(), WAITING, List.of(Trigger.AGAIN), 410, 232, "500,240 345,240 345,105"),
            new Arrow(FRAMES.get(3).phases(), WAITING, List.of(Trigger.START), 345, 437, "480,445 315,445 315,105"),
            new Arrow(FRAMES.get(3).phases(), STOPPED, List.of(Trigger.STOP), 165, 482, "480,490 45,490 45,105"),
            new Arrow(FRAMES.get(3).phases(), STOPPING, List.of(Trigger.SWEEP), 558, 395, "550,420 550,280"),
            new Arrow(Set.of(BACKOFF), WAITING, List.of(Trigger.TIMER), 345, 542, "590,490 590,550 285,550 285,105"));

    private LifecycleDiagram() {
    }

    private record Frame(String title, Set<ProcessPhase> phases, int x, int y, int width, int height) {
    }

    private record Box(ProcessPhase phase, int x, int y, int width) {
    }

    private record Arrow(Set<ProcessPhase> from, ProcessPhase to, List<Trigger> triggers, int x, int y, String points) {
    }

    /** What the arrows say, one line for each: {@code RUNNING STOP STOPPING}. */
    static Set<String> moves() {
        Set<String> moves = new TreeSet<>();
        for (Arrow arrow : ARROWS) {
            for (ProcessPhase from : arrow.from()) {
                arrow.triggers().forEach(trigger -> moves.add(from + " " + trigger + " " + arrow.to()));
            }
        }
        return moves;
    }

    static Set<ProcessPhase> phases() {
        Set<ProcessPhase> phases = new TreeSet<>();
        BOXES.forEach(box -> phases.add(box.phase()));
        return phases;
    }

    static String svg() {
        List<String> lines = new ArrayList<>();
        lines.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"15\">"
                .formatted(WIDTH, HEIGHT));
        lines.add("<title>The phases of a process and the triggers between them</title>");
        lines.add("<defs><marker id=\"head\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\""
                + " orient=\"auto-start-reverse\"><path d=\"M0 0L10 5L0 10z\" fill=\"#4a5568\"/></marker></defs>");
        lines.add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>".formatted(WIDTH, HEIGHT));
        for (Frame frame : FRAMES) {
            lines.add(("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"12\" fill=\"%s\" stroke=\"#a0aec0\""
                    + " stroke-dasharray=\"6 4\"/>").formatted(frame.x(), frame.y(), frame.width(), frame.height(),
                            frame.title().isEmpty() ? "#edf2f7" : "#f7fafc"));
            lines.add("<text x=\"%d\" y=\"%d\" fill=\"#4a5568\" font-size=\"13\">%s</text>".formatted(frame.x() + 14,
                    frame.y() + 20, frame.title()));
        }
        for (Arrow arrow : ARROWS) {
            lines.add(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"#4a5568\" stroke-width=\"1.5\" marker-end=\"url(#head)\"/>"
                            .formatted(arrow.points()));
        }
        for (Box box : BOXES) {
            lines.add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"50\" rx=\"8\" fill=\"%s\" stroke=\"#2c5282\"/>"
                    .formatted(box.x(), box.y(), box.width(), box.phase() == RUNNING ? "#c6f6d5" : "#ebf8ff"));
            lines.add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"#1a365d\">%s</text>"
                    .formatted(box.x() + box.width() / 2, box.y() + 31, box.phase()));
        }
        for (Arrow arrow : ARROWS) {
            lines.add("<text x=\"%d\" y=\"%d\" fill=\"#2d3748\" font-size=\"13\">%s</text>".formatted(arrow.x(), arrow.y(),
                    String.join(", ", arrow.triggers().stream().map(Trigger::name).toList())));
        }
        lines.add("</svg>");
        return String.join("\n", lines) + "\n";
    }
}
