import { notifier } from 'notifier';

/** The actions in the order in which they are offered. Which of them are possible is told by the server. */
export const ACTIONS = {
    start: { label: 'Start', icon: 'font-awesome-solid:play' },
    forceStart: { label: 'Force start', icon: 'font-awesome-solid:forward' },
    stop: { label: 'Stop', icon: 'font-awesome-solid:stop' },
    restart: { label: 'Restart', icon: 'font-awesome-solid:rotate-right' },
    kill: { label: 'Kill', icon: 'font-awesome-solid:skull' },
};

function complain(message) {
    // The notification takes HTML.
    const text = document.createElement('span');
    text.textContent = message;
    notifier.showErrorMessage(text.innerHTML, 'bottom-start', 10);
}

/** Asks the server for an action; a refusal is shown. */
export async function act(jsonRpc, action, parameters = {}) {
    try {
        const answer = (await jsonRpc[action](parameters)).result;
        if (!answer.ok) {
            complain(answer.message);
        }
    } catch (failure) {
        complain(`The application has not answered: ${failure?.error?.message ?? failure}`);
    }
}

/** What a menu of a process offers, for a vaadin-context-menu. */
export function menu(row, signals, extra = []) {
    const item = action => ({ text: ACTIONS[action].label, action, disabled: !row.actions.includes(action) });
    return [
        ...extra,
        ...Object.keys(ACTIONS).map(item),
        {
            text: 'Signal',
            disabled: !row.actions.includes('signal'),
            children: signals.map(signal => ({ text: signal, action: 'signal', signal })),
        },
    ];
}

/** Does what was chosen in the menu of a process. */
export function choose(jsonRpc, id, item) {
    if (item.action === 'signal') {
        act(jsonRpc, 'signal', { id, name: item.signal });
    } else if (item.action) {
        act(jsonRpc, item.action, { id });
    }
}

/**
 * Opens the vaadin-context-menu around a target, when the click that asked for it is over: it would close the menu again.
 *
 * @param page has been told the items already
 */
export async function openMenu(page, target, x, y) {
    await page.updateComplete;
    setTimeout(() => target.dispatchEvent(new CustomEvent('process-menu', { bubbles: true, composed: true, detail: { x, y } })));
}
