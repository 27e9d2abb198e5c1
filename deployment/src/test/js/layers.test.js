import assert from 'node:assert/strict';
import test from 'node:test';
import { depths, layout } from '../../main/resources/dev-ui/process-manager-layers.js';

const BOX = { width: 200, height: 80 };
const GAP = { x: 80, y: 20 };

function rows(needs) {
    return Object.entries(needs).map(([id, others]) => ({ id, dependsOn: others.map(other => ({ id: other })) }));
}

function overlaps(a, b) {
    return Math.abs(a.x - b.x) < BOX.width && Math.abs(a.y - b.y) < BOX.height;
}

/** Whether the straight part of a line within a layer crosses a box. */
function crosses([[x1, y], [x2]], box) {
    return x1 < box.x + BOX.width && x2 > box.x && y > box.y && y < box.y + BOX.height;
}

function check(graph) {
    const { boxes, lines, width, height } = layout(graph, BOX, GAP, 1000);
    const places = [...boxes.values()];

    assert.equal(boxes.size, graph.length);
    places.forEach((a, i) => places.slice(i + 1).forEach(b => assert.ok(!overlaps(a, b), JSON.stringify([a, b]))));
    assert.ok(places.every(({ x, y }) => x >= 0 && y >= -0.001 && x + BOX.width <= width + 0.001 && y + BOX.height <= height + 0.001));
    for (const { from, to, points } of lines) {
        assert.ok(boxes.get(from).x < boxes.get(to).x, `${from} is left of ${to}`);
        for (let i = 1; i + 1 < points.length; i += 2) {
            assert.ok(!places.some(box => crosses([points[i], points[i + 1]], box)), `${from} to ${to} crosses a box`);
        }
    }
    return { boxes, lines, width, height };
}

test('a process is behind all its dependencies', () => {
    const depth = depths(rows({ db: [], migrate: ['db'], web: ['db', 'migrate'] }));

    assert.deepEqual([...depth], [['db', 0], ['migrate', 1], ['web', 2]]);
});

test('an unknown dependency is ignored', () => {
    assert.equal(depths(rows({ web: ['gone'] })).get('web'), 0);
    assert.equal(check(rows({ web: ['gone'] })).lines.length, 0);
});

test('a circle ends', () => {
    assert.equal(depths(rows({ a: ['b'], b: ['a'] })).size, 2);
});

test('a line over several layers goes around the boxes between', () => {
    const { lines } = check(rows({ redis: [], migrate: ['redis'], api: ['redis', 'migrate'] }));

    assert.equal(lines.find(line => line.from === 'redis' && line.to === 'api').points.length, 4);
});

test('unconnected processes are below the others, and use the width', () => {
    const { boxes } = check(rows({ db: [], web: ['db'], x: [], y: [], z: [] }));

    assert.ok(boxes.get('x').y > boxes.get('web').y);
    assert.equal(new Set(['x', 'y', 'z'].map(id => boxes.get(id).y)).size, 1);
});

test('a source is next to its first dependent', () => {
    const { boxes } = check(rows({ a: [], b: ['a'], c: ['b'], seed: [], d: ['c', 'seed'] }));

    assert.equal(boxes.get('seed').x, boxes.get('c').x);
});

test('lines that need not cross do not', () => {
    const { boxes } = check(rows({ a: [], b: [], c: [], x: ['c'], y: ['b'], z: ['a'] }));

    assert.deepEqual(['x', 'y', 'z'].map(id => boxes.get(id).y), ['c', 'b', 'a'].map(id => boxes.get(id).y));
});

test('random graphs of 40 processes have no overlaps', () => {
    let seed = 7;
    const random = () => (seed = seed * 16807 % 2147483647) / 2147483647;
    for (let round = 0; round < 30; round++) {
        const needs = {};
        for (let i = 0; i < 40; i++) {
            needs[`p${i}`] = Object.keys(needs).filter(() => random() < 1.5 / (i + 1));
        }
        check(rows(needs));
    }
});

test('no process needs no room', () => {
    assert.deepEqual(layout([], BOX, GAP), { boxes: new Map(), lines: [], width: 0, height: 0 });
});
