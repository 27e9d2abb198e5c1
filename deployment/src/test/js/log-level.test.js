import test from 'node:test';
import assert from 'node:assert/strict';
import { guessLevel, isAtLeast, isContinuation } from '../../main/resources/dev-ui/process-manager-log-level.js';

const EXAMPLES = {
    ERROR: [
        '2026-11-23 12:00:00,123 ERROR [io.qua.run] (main) Failed to start',
        'level=error msg="connection refused"',
        '{"time":1,"level":"fatal","msg":"x"}',
        '{"level":50,"msg":"x"}',
        '[error] 7#7: bind() failed',
        '2026-11-23 12:00:00.123 UTC [12] FATAL:  database "x" does not exist',
        'error: cannot open file',
        "Error: Cannot find module './x'",
        'java.lang.IllegalStateException: no',
        'TypeError: x is not a function',
        'Exception in thread "main" java.lang.Error',
        'Traceback (most recent call last):',
        "thread 'main' panicked at src/main.rs:2:5",
        'E0102 12:00:00.1 1 server.go:12] x',
        'npm ERR! code 1',
        'npm error code 1',
    ],
    WARN: [
        'Nov 23 12:00:00 WARN something ERROR', '[WARNING] deprecated', '<warn> x', 'npm WARN old lockfile', 'W0102 12:00:00 x',
        '12:00:00.000 warn: careful', '{"severity": "Warning"}',
    ],
    INFO: [
        '12:00:00 INFO  (main) request failed with ERROR 500', 'LOG:  database system is ready', 'info: listening', '{"level":30}',
        '2026-11-23T12:00:00Z info listening',
    ],
    DEBUG: ['DEBUG x', '[debug] x'],
    TRACE: ['12:00 TRACE x', 'lvl=trace x'],
};

for (const [level, lines] of Object.entries(EXAMPLES)) {
    for (const line of lines) {
        test(`${level}: ${line}`, () => assert.equal(guessLevel(line), level));
    }
}

for (const line of ['', 'ready', '0 errors, 3 warnings', 'see io.quarkus.ERROR_CODE', 'the LOG of today', 'GET /info 200',
    'an error has happened', 'ERROR_CODE=3', 'Information for you', 'Fine, thanks', 'Trace ids are on', 'Debug port 5005', 'x'.repeat(200) + ' ERROR']) {
    test(`no level: ${line.slice(0, 40)}`, () => assert.equal(guessLevel(line), null));
}

test('the rest of a stack trace continues its first line', () => {
    for (const line of ['\tat a.B.c(B.java:1)', '    at Object.<anonymous> (/x.js:1:1)', 'Caused by: java.io.IOException', '  File "x.py"']) {
        assert.ok(isContinuation(line), line);
    }
    assert.ok(!isContinuation('ready'));
});

test('a line without a level counts as INFO', () => {
    assert.ok(isAtLeast(null, 'INFO'));
    assert.ok(!isAtLeast(null, 'WARN'));
    assert.ok(isAtLeast('ERROR', 'WARN'));
    assert.ok(!isAtLeast('DEBUG', 'INFO'));
});
