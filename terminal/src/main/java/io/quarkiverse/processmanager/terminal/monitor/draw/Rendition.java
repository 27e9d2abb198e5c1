package io.quarkiverse.processmanager.terminal.monitor.draw;

import java.util.EnumSet;
import java.util.Set;

import dev.tamboui.style.AnsiColor;
import dev.tamboui.style.Color;
import dev.tamboui.style.Modifier;
import dev.tamboui.style.Style;

/** The colours and modifiers that the control sequences of a line have set. Blinking and hidden text stay away. */
final class Rendition {

    private final Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
    private Color foreground;
    private Color background;

    Style style() {
        Style style = Style.EMPTY;
        if (foreground != null) {
            style = style.fg(foreground);
        }
        if (background != null) {
            style = style.bg(background);
        }
        for (Modifier modifier : modifiers) {
            style = style.addModifier(modifier);
        }
        return style;
    }

    /** @param parameters the numbers between {@code ESC [} and {@code m} */
    void apply(String parameters) {
        String[] codes = parameters.split("[;:]", -1);
        int index = 0;
        while (index < codes.length) {
            int code = number(codes, index);
            if (code == 38 || code == 48) {
                index = extended(codes, index, code == 38);
            } else {
                single(code);
                index++;
            }
        }
    }

    private static int number(String[] codes, int index) {
        try {
            return index >= codes.length || codes[index].isEmpty() ? 0 : Integer.parseInt(codes[index]);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** A colour of the palette or of three parts. Returns the index behind it. */
    private int extended(String[] codes, int index, boolean front) {
        int kind = number(codes, index + 1);
        if (kind == 5) {
            colour(Color.indexed(part(codes, index + 2)), front);
            return index + 3;
        } else if (kind == 2) {
            // In the form with colons an empty number can stand before the three parts.
            int start = index + 2 < codes.length && codes[index + 2].isEmpty() ? index + 3 : index + 2;
            colour(Color.rgb(part(codes, start), part(codes, start + 1), part(codes, start + 2)), front);
            return start + 3;
        }
        return codes.length;
    }

    private static int part(String[] codes, int index) {
        return Math.min(255, Math.max(0, number(codes, index)));
    }

    private void colour(Color colour, boolean front) {
        if (front) {
            foreground = colour;
        } else {
            background = colour;
        }
    }

    private void single(int code) {
        if (code >= 30 && code <= 37) {
            foreground = ansi(code - 30);
        } else if (code >= 40 && code <= 47) {
            background = ansi(code - 40);
        } else if (code >= 90 && code <= 97) {
            foreground = ansi(code - 82);
        } else if (code >= 100 && code <= 107) {
            background = ansi(code - 92);
        } else {
            modifier(code);
        }
    }

    private static Color ansi(int index) {
        return Color.ansi(AnsiColor.values()[index]);
    }

    private void modifier(int code) {
        switch (code) {
            case 0 -> reset();
            case 1 -> modifiers.add(Modifier.BOLD);
            case 2 -> modifiers.add(Modifier.DIM);
            case 3 -> modifiers.add(Modifier.ITALIC);
            case 4 -> modifiers.add(Modifier.UNDERLINED);
            case 7 -> modifiers.add(Modifier.REVERSED);
            case 9 -> modifiers.add(Modifier.CROSSED_OUT);
            case 22 -> modifiers.removeAll(Set.of(Modifier.BOLD, Modifier.DIM));
            case 23 -> modifiers.remove(Modifier.ITALIC);
            case 24 -> modifiers.remove(Modifier.UNDERLINED);
            case 27 -> modifiers.remove(Modifier.REVERSED);
            case 29 -> modifiers.remove(Modifier.CROSSED_OUT);
            case 39 -> foreground = null;
            case 49 -> background = null;
            default -> {
                // A rendition that the screen does not show.
            }
        }
    }

    private void reset() {
        modifiers.clear();
        foreground = null;
        background = null;
    }
}
