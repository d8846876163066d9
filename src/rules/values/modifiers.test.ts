import { describe, expect, it } from "vitest";
import { asks, complaint } from "../__fixtures__/make-rule.ts";

describe("values", () => {
  it.each([
    ["f: abc", "ABC", true],
    ["f: abc", "abcd", false],
    ["f: a*c", "abbbc", true],
    ["f: a?c", "abc", true],
    ["f: a?c", "ac", false],
    ["f: a?c", "a😀c", true],
    ["f: 'a\\*c'", "a*c", true],
    ["f: 'a\\*c'", "abc", false],
    ["f: 'a\\?c'", "abc", false],
    ["f: 'a\\\\*'", "a\\xyz", true],
    ["f: 'a\\\\\\*'", "a\\*", true],
    ["f: 'a\\\\\\*'", "a\\x", false],
    ["f: 'C:\\dir'", "c:\\DIR", true],
    ["f: 'C:\\\\dir'", "c:\\dir", true],
    ["f: ''", "", true],
    ["f: ''", "x", false],
    ["f: ''", null, false],
    ["f: null", null, true],
    ["f: null", "", false],
    ["f:", null, true],
    ["f: 'null'", null, false],
    ["f: 5", 5, true],
    ["f: 5", "5", true],
    ["f: '5'", 5, true],
    ["f: 5", 50, false],
    ["f: 012345678901", "012345678901", true],
    ["f: true", true, true],
    ["f: 'TRUE'", true, true],
    ["f: false", "False", true],
    ["f: no", "no", true],
    ["f: [a, b]", "b", true],
    ["f: [a, null]", null, true],
    ["f: '*'", "anything", true],
    ["f: '*'", null, false],
    ["f: a", ["x", ["y", "A"]], true],
    ["f: '*Allow*'", { effect: "allow" }, true],
    ["f|contains: '\"s3:*\"'", { policy: '{"Action":"s3:*"}' }, true],
    ["f|contains: '*'", [], false],
    ["f: '{}'", {}, false],
  ])("%s against %j is %s", (line, value, expected) => {
    expect(asks(line, { f: value })).toBe(expected);
  });

  it("takes an absent field for null, and for nothing else", () => {
    expect([asks("f: null", {}), asks("f: ''", {}), asks("f: '*'", {}), asks("f|neq: x", {})]).toEqual([true, false, false, true]);
  });
});

describe("modifiers", () => {
  it.each([
    ["f|contains: b", "aBc", true],
    ["f|contains: b", "ac", false],
    ["f|startswith: ab", "ABC", true],
    ["f|startswith: bc", "abc", false],
    ["f|endswith: bc", "aBC", true],
    ["f|endswith: ab", "abc", false],
    ["f|contains: a*c", "xxabbcxx", true],
    ["f|contains|all: [b, d]", "abc", false],
    ["f|contains|all: [b, c]", "abc", true],
    ["f|all: [a*, '*c']", "abc", true],
    ["f|contains: 7", "a7b", true],
    ["f|cased: abc", "ABC", false],
    ["f|cased: abc", "abc", true],
    ["f|contains|cased: B", "abc", false],
    ["f|re: '^a.c$'", "abc", true],
    ["f|re: 'b'", "abc", true],
    ["f|re: '^A'", "abc", false],
    ["f|re|i: '^A'", "abc", true],
    ["f|re: 'a.c'", "a\nc", false],
    ["f|re|s: 'a.c'", "a\nc", true],
    ["f|re: '^c'", "a\nc", false],
    ["f|re|m: '^c'", "a\nc", true],
    ["f|re|i|m|s: '^C.D'", "a\nc\nd", true],
    ["f|cidr: 10.0.0.0/8", "10.2.3.4", true],
    ["f|cidr: 10.0.0.0/8", "11.2.3.4", false],
    ["f|cidr: 10.0.0.0/8", "::ffff:10.1.1.1", true],
    ["f|cidr: 10.0.0.0/8", "lambda.amazonaws.com", false],
    ["f|cidr: 10.0.0.0/8", "10", false],
    ["f|cidr: 10.0.0.0/8", 10, false],
    ["f|cidr: '2001:db8::/32'", "2001:db8::1", true],
    ["f|cidr: 192.0.2.7", "192.0.2.7", true],
    ["f|cidr: [10.0.0.0/8, 192.0.2.0/24]", "192.0.2.7", true],
    ["f|lt: 5", 4, true],
    ["f|lt: 5", 5, false],
    ["f|lte: 5", "5", true],
    ["f|gt: 5", 5.5, true],
    ["f|gte: 5", 4, false],
    ["f|gte: 5", "many", false],
    ["f|gt: -1", null, false],
    ["f|neq: a", "A", false],
    ["f|neq: a", "b", true],
    ["f|neq: [a, b]", "b", false],
    ["f|neq: 5", 5, false],
    ["f|exists: true", null, true],
    ["f|exists: true", [], true],
    ["f|exists: false", "x", false],
    ["f|base64: hello", "aGVsbG8=", true],
    ["f|base64offset|contains: secret", Buffer.from("a secret").toString("base64"), true],
    ["f|base64offset|contains: secret", Buffer.from("my secret!").toString("base64"), true],
    ["f|base64offset|contains: secret", Buffer.from("the secret").toString("base64"), true],
    ["f|base64offset|contains: secret", Buffer.from("the public").toString("base64"), false],
    ["f|wide|base64offset|contains: cmd", Buffer.from("run cmd", "utf16le").toString("base64"), true],
    ["f|utf16le|base64: cmd", Buffer.from("cmd", "utf16le").toString("base64"), true],
    ["f|utf16be|base64: c", "AGM=", true],
    ["f|utf16|base64: c", Buffer.from([0xff, 0xfe, 0x63, 0]).toString("base64"), true],
    ["f|windash|contains: ' -enc'", "run /enc x", true],
    ["f|windash|contains: ' -enc'", "run —enc x", true],
    ["f|windash|contains: 'a-b'", "a/b", false],
    ["f|hour: 3", "2026-11-22T03:30:00Z", true],
    ["f|hour|lt: 6", "2026-11-22T03:30:00Z", true],
    ["f|minute|gte: 31", "2026-11-22T03:30:00Z", false],
    ["f|day: 22", "2026-11-22", true],
    ["f|month: 11", "2026-11-22", true],
    ["f|year|gt: 2026", "2026-11-22", false],
    ["f|week: 1", "2026-01-01", true],
    ["f|week: 53", "2027-01-01", true],
    ["f|week: 47", "2026-11-22T03:30:00Z", true],
    ["f|hour: 3", "three", false],
  ])("%s against %j is %s", (line, value, expected) => {
    expect(asks(line, { f: value })).toBe(expected);
  });

  it("compares two fields of a record", () => {
    expect(asks("f|fieldref: g.h", { f: "Eva", g: { h: ["adam", "eva"] } })).toBe(true);
    expect(asks("f|fieldref|cased: g", { f: "Eva", g: "eva" })).toBe(false);
    expect(asks("f|fieldref|endswith: g", { f: "user/eva", g: "eva" })).toBe(true);
    expect(asks("f|fieldref|neq: g", { f: "eva", g: "adam" })).toBe(true);
    expect(asks("f|fieldref: g", { f: "eva" })).toBe(false);
    expect(asks("f|fieldref: g", {})).toBe(false);
  });

  it("looks for words in every text of a record", () => {
    const record = { a: { b: ["x", { c: "An Evil Word" }] }, n: 42 };
    expect(asks("'|all': [evil, word]", record)).toBe(true);
    expect(asks("'|all': [evil, good]", record)).toBe(false);
    expect(asks("'|cased': evil", record)).toBe(false);
    expect(asks("'|re': '^An'", record)).toBe(true);
  });

  it.each([
    ["f|nope: x", 'there is no modifier "nope"'],
    ["f|contains|contains: x", "stands twice"],
    ["f|contains|startswith: x", "only one of"],
    ["f|re: '(?=a)b'", "(?="],
    ["f|re: '(a)\\1'", "escape sequence"],
    ["f|re: 'a{5000}'", "repeat count"],
    ["f|i: x", 'only go with "re"'],
    ["f|re|contains: x", '"contains" does not go with "re"'],
    ["f|cidr: 10.0.0.0/99", "no network"],
    ["f|cidr: hello", "no network"],
    ["f|lt: x", "needs a number"],
    ["f|lt|gt: 5", "do not go together"],
    ["f|exists: maybe", "true or false"],
    ["f|exists|neq: true", "no other modifier"],
    ["f|fieldref: 5", "another field"],
    ["f|expand: '%admins%'", "names of value lists"],
    ["f|wide: cmd", "base64"],
    ["f|contains|base64: cmd", "wildcards"],
    ["f|wide|contains: cmd", "has to stand after"],
    ["f|contains: null", "null takes no modifier"],
    ["f|hour|minute: 3", "one part of a date"],
    ["f|hour|cidr: 3", "do not go together"],
    ["f: []", "list of values is empty"],
    ["f: {a: 1}", "a.b.c"],
    ["f: [[a]]", "only texts"],
    ["'': a", "field name is missing"],
    ["'|cidr': 10.0.0.0/8", "without a field"],
  ])("%s is refused", (line, reason) => {
    expect(complaint(line)).toContain(reason);
  });
});
