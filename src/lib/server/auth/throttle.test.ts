import { expect, test } from 'vitest';
import { makeThrottle, type ThrottleKey } from './throttle.ts';

const person: ThrottleKey = { key: 'person', free: 3, shared: false };
const office: ThrottleKey = { key: 'office', free: 5, shared: true };

function make(mostKeys?: number) {
	let time = 0;
	const throttle = makeThrottle(() => time, mostKeys);
	return { throttle, pass: (seconds: number) => (time += seconds * 1000) };
}

function begin(throttle: ReturnType<typeof makeThrottle>, keys: ThrottleKey[], times: number): number[] {
	return Array.from({ length: times }, () => throttle.begin(keys));
}

test('after the free attempts every attempt waits, the right password included', () => {
	const { throttle, pass } = make();
	expect(begin(throttle, [person], 5)).toEqual([0, 0, 0, 30, 30]);
	pass(29);
	expect(throttle.begin([person])).toBe(1);
	pass(1);
	expect(throttle.begin([person])).toBe(0);
});

test('each further failure doubles the wait, up to a quarter of an hour', () => {
	const { throttle, pass } = make();
	begin(throttle, [person], 3);
	const waits = Array.from({ length: 7 }, () => {
		const wait = throttle.begin([person]);
		pass(wait);
		throttle.begin([person]);
		return wait;
	});
	expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
});

test('attempts at the same moment count as many as they are', () => {
	const { throttle } = make();
	expect(begin(throttle, [person], 50).filter((wait) => wait === 0)).toHaveLength(3);
});

test('a right password forgets the failures of the person, but not those of others at the address', () => {
	const { throttle } = make();
	begin(throttle, [person, office], 2);
	throttle.begin([person, office]);
	throttle.succeed([person, office]);
	expect(begin(throttle, [person], 3)).toEqual([0, 0, 0]);
	// Two failures stand, the success was taken back: three more are free.
	expect(begin(throttle, [office], 4)).toEqual([0, 0, 0, 30]);
});

test('failures are forgotten half an hour after the wait', () => {
	const { throttle, pass } = make();
	begin(throttle, [person], 3);
	pass(30 + 30 * 60);
	expect(begin(throttle, [person], 3)).toEqual([0, 0, 0]);
});

test('remembers no more keys than it may, the newest ones', () => {
	const { throttle } = make(2);
	begin(throttle, [{ ...person, key: 'a' }], 3);
	begin(throttle, [{ ...person, key: 'b' }], 3);
	expect(throttle.begin([{ ...person, key: 'a' }])).toBe(30);
	throttle.begin([{ ...person, key: 'c' }]);
	expect(throttle.begin([{ ...person, key: 'b' }])).toBe(30);
	expect(throttle.begin([{ ...person, key: 'a' }])).toBe(0);
});
