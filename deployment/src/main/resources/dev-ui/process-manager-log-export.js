import { notifier } from 'notifier';
import { allAsText } from './process-manager-log-text.js';
import { compact } from './process-manager-log-time.js';

/** How long a browser may take to begin a download. */
const BEGINNING = 10_000;

/** Puts lines into the clipboard, and says so. */
export async function copy(lines) {
    try {
        await navigator.clipboard.writeText(allAsText(lines));
        notifier.showInfoMessage(`Copied ${lines.length.toLocaleString('en')} ${lines.length === 1 ? 'line' : 'lines'}`);
    } catch (refused) {
        notifier.showErrorMessage(`Cannot copy: ${refused.message}`);
    }
}

/** Saves lines as a file, with a name that begins in this way and tells the time. */
export function download(lines, name) {
    const url = URL.createObjectURL(new Blob([allAsText(lines)], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${name}-${compact(Date.now())}.log`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), BEGINNING);
}
