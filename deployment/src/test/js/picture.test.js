import assert from 'node:assert/strict';
import test from 'node:test';
import { APPLICATION, READABLE, fitted, labels, lineState, path, withApplication } from '../../main/resources/dev-ui/process-manager-picture.js';

const row = (id, dependsOn = [], more = {}) => ({ id, phase: 'RUNNING', health: 'HEALTHY', blockedBy: [],
    dependsOn: dependsOn.map(other => ({ id: other, condition: 'healthy', met: true })), ...more });

test('the application stands behind what it waits for, and before what starts after it', () => {
    const rows = withApplication([row('db'), row('api', ['db']), row('web', ['api'])],
        { name: 'orders', waitsFor: [{ id: 'db', condition: 'healthy' }], startsLater: ['web'] });

    assert.deepEqual(rows.map(one => one.id), ['db', 'api', APPLICATION, 'web']);
    assert.deepEqual(rows[2].dependsOn, [{ id: 'db', condition: 'healthy', met: true }]);
    assert.deepEqual(rows[3].dependsOn.map(wait => wait.id), ['api', APPLICATION]);
});

test('a process that the application waits for can be down later', () => {
    const application = { name: 'orders', waitsFor: [{ id: 'db', condition: 'healthy' }, { id: 'gone', condition: 'healthy' }], startsLater: [] };

    const [, app] = withApplication([row('db', [], { phase: 'FAILED' })], application);
    assert.deepEqual(app.dependsOn.map(wait => [wait.id, wait.met]), [['db', false]]);
    assert.deepEqual(withApplication([row('db')], undefined).map(one => one.id), ['db']);
});

test('a failed dependency is not one that has not come yet', () => {
    const wait = { id: 'db', met: false };

    assert.equal(lineState(row('web'), wait, row('db', [], { phase: 'FAILED' })), 'failed');
    assert.equal(lineState(row('web', [], { blockedBy: ['db'] }), wait, row('db', [], { phase: 'STARTING' })), 'blocks');
    assert.equal(lineState(row('web'), wait, row('db', [], { phase: 'STARTING' })), 'unmet');
    assert.equal(lineState(row('web'), { ...wait, met: true }, row('db')), 'met');
    assert.equal(lineState(row('web'), { ...wait, failed: true }, row('db')), 'failed');
});

test('few processes have detailed boxes, 40 have small ones that can be read', () => {
    const few = [row('a'), row('b', ['a']), row('c', ['b'])];
    const many = Array.from({ length: 40 }, (_, i) => row(`p${i}`, i < 8 ? [] : [`p${i - 8}`]));

    const room = { width: 1080, height: 700 };
    const roomy = fitted([...few, row('d', ['a']), row('e', ['a'])], room);
    assert.equal(roomy.detail, 'full');
    assert.ok(roomy.height * roomy.scale <= 700 && roomy.height > fitted([...few, row('d', ['a']), row('e', ['a'])], { width: 1080, height: 330 }).height);
    const picture = fitted(many, { width: 1080, height: 700 });
    assert.equal(picture.detail, 'small');
    assert.ok(picture.scale >= READABLE, String(picture.scale));
    assert.ok(picture.width * picture.scale <= 1081 && picture.height * picture.scale <= 701);
});

test('a line is straight within a layer and curved between two', () => {
    assert.equal(path([[0, 0], [10, 20], [30, 20], [40, 0]]), 'M0,0C5,0 5,20 10,20L30,20C35,20 35,0 40,0');
});

test('lines to the same box share a label for each condition, and labels do not overlap', () => {
    const line = (to, y, condition, state = 'met') => ({ to, points: [[0, 0], [100, y]], condition, state });
    const all = labels([line('api', 10, 'healthy'), line('api', 14, 'completed'), line('api', 18, 'healthy', 'blocks'),
        line('api', 16, 'started'), line('web', 200, 'healthy')]);

    assert.deepEqual(all.map(({ text, state }) => [text, state]),
        [['healthy', 'blocks'], ['completed', 'met'], ['started', 'met'], ['healthy', 'met']]);
    const own = all.slice(0, 3).map(({ y }) => y);
    assert.deepEqual(own.map((y, i) => i === 0 || y - own[i - 1] >= 12), [true, true, true], String(own));
    assert.deepEqual(all.at(-1), { x: 100, y: 200, text: 'healthy', state: 'met' });
});

test('boxes are as wide as the longest name, up to a limit', () => {
    const room = { width: 1080, height: 700 };
    const width = name => fitted([row('a'), row('b', ['a'], { name })], room).box.width;

    assert.ok(width('database-migrations') > width('db'));
    assert.equal(width('x'.repeat(200)), 300);
});
