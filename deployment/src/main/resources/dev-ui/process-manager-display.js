// How the pages show states and values. A state has a word, an icon and a colour, so that none of them alone carries the meaning.

const SUCCESS = 'success', PRIMARY = 'primary', WARNING = 'warning', ERROR = 'error', CONTRAST = 'contrast';

const PHASES = {
    STOPPED: ['Stopped', 'circle-stop', CONTRAST],
    WAITING: ['Waiting', 'hourglass-half', CONTRAST],
    STARTING: ['Starting', 'circle-play', PRIMARY],
    RUNNING: ['Running', 'circle-check', SUCCESS],
    BACKOFF: ['Backoff', 'clock-rotate-left', WARNING],
    STOPPING: ['Stopping', 'circle-pause', PRIMARY],
    KILLING: ['Killing', 'skull', WARNING],
    COMPLETED: ['Completed', 'flag-checkered', SUCCESS],
    FAILED: ['Failed', 'circle-xmark', ERROR],
};

const HEALTHS = {
    UNCHECKED: ['Unchecked', 'minus', CONTRAST],
    UNKNOWN: ['Unknown', 'circle-question', CONTRAST],
    HEALTHY: ['Healthy', 'heart-pulse', SUCCESS],
    UNHEALTHY: ['Unhealthy', 'heart-crack', WARNING],
};

function display(table, name) {
    const [word, icon, tone] = table[name] ?? [name, 'circle-question', CONTRAST];
    return { word, icon: `font-awesome-solid:${icon}`, tone };
}

/** What a row says of a task that has completed. */
const TASK_STATES = {
    DONE: ['Done', 'flag-checkered', SUCCESS],
    SKIPPED: ['Skipped', 'forward', SUCCESS],
};

export const PHASE_NAMES = Object.keys(PHASES);

export function phaseDisplay(phase) {
    return display({ ...PHASES, ...TASK_STATES }, phase);
}

export function healthDisplay(health) {
    return display(HEALTHS, health);
}

/** The classes in which the server counts processes, with their words. Each process is in one of them. */
export const TALLIES = {
    DOWN: 'down',
    RUNNING: 'running',
    DONE: 'done',
    MOVING: 'on the way',
    STOPPED: 'stopped',
};

/** How many rows are in which class: "1 down, 3 running". */
export function countsText(rows) {
    return Object.entries(TALLIES).map(([tally, word]) => [rows.filter(row => row.tally === tally).length, word])
        .filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`).join(', ');
}

/** The tone of a process where there is room for one colour only. */
export function rowTone(row) {
    return row.health === 'UNHEALTHY' ? WARNING : phaseDisplay(row.phase).tone;
}

/** The CSS colour of a tone, for texts and lines. */
export function toneColor(tone) {
    return tone === CONTRAST ? 'var(--lumo-secondary-text-color)' : `var(--lumo-${tone}-text-color)`;
}

/** A duration, by the rule of the messages of the server (Words.of): 45 ms, 3.2 s, 4 min 10 s, 2 h 5 min. */
export function duration(millis) {
    const whole = Math.max(0, Math.floor(millis)), s = Math.floor(whole / 1000), m = Math.floor(s / 60);
    return whole < 1000 ? `${whole} ms`
        : s < 60 ? `${s}.${Math.floor(whole / 100) % 10} s`
        : m < 60 ? `${m} min ${s % 60} s` : `${Math.floor(m / 60)} h ${m % 60} min`;
}

/** The time that has passed, for narrow columns, as the terminal writes it: 12s, 3m 4s, 2h 5m, 3d 1h. */
export function elapsed(millis) {
    const s = Math.max(0, Math.floor(millis / 1000)), m = Math.floor(s / 60), h = Math.floor(m / 60);
    return s < 60 ? `${s}s` : m < 60 ? `${m}m ${s % 60}s` : h < 24 ? `${h}h ${m % 60}m` : `${Math.floor(h / 24)}d ${h % 24}h`;
}

const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** A size, by the rule of the messages of the server (Words.bytes): steps of 1,024, at most one digit after the point. */
export function bytes(count) {
    if (count == null) {
        return '';
    }
    let value = count, unit = 0;
    while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
        value /= 1024;
        unit++;
    }
    return `${value.toFixed(1).replace(/\.0$/, '')} ${BYTE_UNITS[unit]}`;
}

/** {@code 1 line}, {@code 12,345 lines}. */
export function lineCount(count) {
    return count === 1 ? '1 line' : `${count.toLocaleString('en')} lines`;
}

export function percent(value) {
    return value == null ? '' : `${value < 9.95 ? value.toFixed(1) : Math.round(value)} %`;
}

/** The date and the time. The first hour of a day is 0: with "hour12: false", some locales have 24. */
export function moment(millis) {
    return new Date(millis).toLocaleString([], { hourCycle: 'h23' });
}

export function clock(millis) {
    return new Date(millis).toLocaleTimeString([], { hourCycle: 'h23' });
}

/**
 * The words of a command as a shell reads them: a word with blanks or special characters is in quotes. The three stars of a masked secret
 * need none.
 */
export function commandLine(words) {
    return words.map(word => /^([\w@%+=:,./-]|\*{3})+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}

/** A name without its middle if it is longer than so many letters: names often differ at their ends. */
export function shortened(name, most) {
    const kept = Math.floor((most - 1) / 2);
    return name.length <= most ? name : `${name.slice(0, most - 1 - kept)}…${name.slice(name.length - kept)}`;
}
