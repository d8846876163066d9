/**
 * A small seeded generator (sfc32), so that the same seed gives the same bytes on every
 * machine and Node version. Not for cryptography.
 */

const HEX = "0123456789abcdef";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * @typedef {object} Random
 * @property {() => number} next float in [0, 1)
 * @property {(n: number) => number} int integer in [0, n)
 * @property {<T>(list: readonly T[]) => T} pick
 * @property {<T extends {weight: number}>(list: readonly T[]) => T} weighted
 * @property {(p: number) => boolean} chance
 * @property {(digits: number) => string} hex
 * @property {() => string} uuid
 */

/** @param {string | number} seed @returns {Random} */
export function makeRandom(seed) {
  const next32 = sfc32(...seedWords(String(seed)));
  for (let i = 0; i < 12; i += 1) next32();
  const next = () => next32() / 4_294_967_296;
  const int = (n) => Math.floor(next() * n);
  const hex = (digits) => words(next32, digits).slice(0, digits);
  return {
    next,
    int,
    hex,
    pick: (list) => list[int(list.length)],
    weighted: (list) => weighted(list, next),
    chance: (p) => next() < p,
    uuid: () => asUuid(words(next32, 32)),
  };
}

/** A stable id such as `AROA…` that depends on the text alone. */
export function idFrom(prefix, text, length = 21) {
  const known = idCache.get(prefix + text);
  if (known !== undefined) return known;
  const random = makeRandom(`${prefix}:${text}`);
  let id = prefix;
  while (id.length < length) id += BASE32[random.int(32)];
  if (idCache.size > 200_000) idCache.clear();
  idCache.set(prefix + text, id);
  return id;
}

/** A stable UUID that depends on the text alone. */
export function uuidFrom(text) {
  return makeRandom(`uuid:${text}`).uuid();
}

/** A stable integer in [0, n) that depends on the text alone. */
export function numberFrom(text, n) {
  return makeRandom(`n:${text}`).int(n);
}

const idCache = new Map();

function weighted(list, next) {
  let total = 0;
  for (const item of list) total += item.weight;
  let left = next() * total;
  for (const item of list) {
    left -= item.weight;
    if (left < 0) return item;
  }
  return list[list.length - 1];
}

function words(next32, digits) {
  let text = "";
  while (text.length < digits) {
    const word = next32();
    for (let shift = 28; shift >= 0; shift -= 4) text += HEX[(word >>> shift) & 15];
  }
  return text;
}

function asUuid(hex) {
  const variant = HEX[8 + (Number.parseInt(hex[16], 16) & 3)];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function seedWords(text) {
  let h1 = 1_779_033_703;
  let h2 = 3_144_134_277;
  let h3 = 1_013_904_242;
  let h4 = 2_773_480_762;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ c, 597_399_067);
    h2 = h3 ^ Math.imul(h2 ^ c, 2_869_860_233);
    h3 = h4 ^ Math.imul(h3 ^ c, 951_274_213);
    h4 = h1 ^ Math.imul(h4 ^ c, 2_716_044_179);
  }
  return [h1 >>> 0, h2 >>> 0, h3 >>> 0, h4 >>> 0];
}

function sfc32(a, b, c, d) {
  return () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
}
