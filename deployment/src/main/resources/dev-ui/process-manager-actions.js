import { Router } from '@vaadin/router';
import { notifier } from 'notifier';

/** The actions in the order of the menu. The server decides which of them are possible. */
export const ACTIONS = {
    start: { label: 'Start', icon: 'font-awesome-solid:play' },
    forceStart: { label: 'Force start', icon: 'font-awesome-solid:forward' },
    stop: { label: 'Stop', icon: 'font-awesome-solid:stop' },
    restart: { label: 'Restart', icon: 'font-awesome-solid:rotate-right' },
    kill: { label: 'Kill', icon: 'font-awesome-solid:skull' },
};

function showError(message) {
    // The notification takes HTML.
    const text = document.createElement('span');
    text.textContent = message;
    notifier.showErrorMessage(text.innerHTML, 'bottom-start', 10);
}

/** Calls an action on the server, and shows a refusal. */
export async function act(jsonRpc, action, parameters = {}) {
    try {
        const answer = (await jsonRpc[action](parameters)).result;
        if (!answer.ok) {
            showError(answer.message);
        }
    } catch (failure) {
        showError(`The application does not answer: ${failure?.error?.message ?? failure}`);
    }
}

/** The items of the menu of a process, for a vaadin-context-menu. */
export function menu(row, signals, extra = []) {
    const item = action => ({ text: ACTIONS[action].label, action, disabled: !row.actions.includes(action) });
    return [
        ...extra,
        { text: 'Logs', action: 'logs' },
        { component: 'hr' },
        ...Object.keys(ACTIONS).map(item),
        {
            text: 'Signal',
            disabled: !row.actions.includes('signal'),
            children: signals.map(signal => ({ text: signal, action: 'signal', signal })),
        },
    ];
}

/** Performs the action of a chosen menu item. */
export function choose(jsonRpc, id, item) {
    if (item.action === 'logs') {
        Router.go({ pathname: location.pathname.replace(/[^/]+$/, 'logs'), search: `?ids=${encodeURIComponent(id)}` });
    } else if (item.action === 'signal') {
        act(jsonRpc, 'signal', { id, name: item.signal });
    } else if (item.action) {
        act(jsonRpc, item.action, { id });
    }
}

/**
 * Opens the vaadin-context-menu around a target. It opens the menu after the current click, which would close it again.
 *
 * @param page its menu items are set already
 */
export async function openMenu(page, target, x, y) {
    await page.updateComplete;
    setTimeout(() => target.dispatchEvent(new CustomEvent('process-menu', { bubbles: true, composed: true, detail: { x, y } })));
}
