import { css } from 'lit';

/**
 * The colours of the logs in both themes. The terminal colours are adapted to the background of the theme, so that each of them
 * is readable there, such as yellow on white.
 */
export const logColours = css`
    :host {
        --pm-id-lightness: 34%;
        --pm-mark: #ffe169;
        --pm-mark-text: #1d1d1d;
        --pm-darkest: 0;
        --pm-lightest: 0.58;
        --pm-ansi-text: var(--lumo-body-text-color);
        --pm-ansi-ground: var(--lumo-base-color);
        --pm-ansi-0: #1d1d1d;
        --pm-ansi-1: #b3261e;
        --pm-ansi-2: #1b6e2d;
        --pm-ansi-3: #805700;
        --pm-ansi-4: #1a56c4;
        --pm-ansi-5: #8e2c92;
        --pm-ansi-6: #00696f;
        --pm-ansi-7: #5f6368;
        --pm-ansi-8: #6b6f76;
        --pm-ansi-9: #c9302c;
        --pm-ansi-10: #21823a;
        --pm-ansi-11: #8f6200;
        --pm-ansi-12: #2f6fe0;
        --pm-ansi-13: #a844ac;
        --pm-ansi-14: #007c83;
        --pm-ansi-15: #3c4043;
    }
    :host([dark]) {
        --pm-id-lightness: 68%;
        --pm-darkest: 0.62;
        --pm-lightest: 1;
        --pm-mark: #b58900;
        --pm-mark-text: #000;
        --pm-ansi-0: #7d8590;
        --pm-ansi-1: #ff7b72;
        --pm-ansi-2: #5ac26e;
        --pm-ansi-3: #d9a63c;
        --pm-ansi-4: #6cb0ff;
        --pm-ansi-5: #d790f5;
        --pm-ansi-6: #4cc8d2;
        --pm-ansi-7: #c9d1d9;
        --pm-ansi-8: #9aa3ad;
        --pm-ansi-9: #ffa198;
        --pm-ansi-10: #7ee08f;
        --pm-ansi-11: #f0cb6b;
        --pm-ansi-12: #9ccaff;
        --pm-ansi-13: #e5b5fb;
        --pm-ansi-14: #7fe0e8;
        --pm-ansi-15: #f0f6fc;
    }
`;
