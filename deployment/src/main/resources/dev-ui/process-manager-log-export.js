import { notifier } from 'notifier';
import { lineCount } from './process-manager-display.js';
import { allAsText } from './process-manager-log-text.js';
import { compact } from './process-manager-log-time.js';

/** The time after which a download has started, in milliseconds. */
const DOWNLOAD_STARTED = 10_000;

/** Copies lines to the clipboard, and shows a notification. */
export async function copy(lines) {
    try {
        await navigator.clipboard.writeText(allAsText(lines));
        notifier.showInfoMessage(`Copied ${lineCount(lines.length)}`);
    } catch (refused) {
        notifier.showErrorMessage(`Cannot copy: ${refused.message}`);
    }
}

/** Saves lines as a file. Its name consists of the given name and the current time. */
export function download(lines, name) {
    const url = URL.createObjectURL(new Blob([allAsText(lines)], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${name}-${compact(Date.now())}.log`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_STARTED);
}
