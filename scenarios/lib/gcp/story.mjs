/** Collects the entries that a scenario tells, each under a label from which its ids follow. */
import { entry, insertId } from "./entry.mjs";

/** Between the two entries of a long-running operation. */
const LONG = 47_000;

export function makeStory(name) {
  const steps = new Map();

  function put(label, made) {
    if (steps.has(label)) throw new Error(`${name}: two steps are called ${label}`);
    steps.set(label, made);
  }

  /** One entry; `time` is RFC 3339 or milliseconds. */
  function add(label, time, caller, call) {
    put(label, entry(`${name}/${label}`, toMs(time), caller, call));
  }

  /** A long-running operation: its first and its last entry. */
  function addLong(label, time, caller, call, takes = LONG) {
    put(label, entry(`${name}/${label}`, toMs(time), caller, call, "first"));
    put(`${label}, done`, entry(`${name}/${label}`, toMs(time) + takes, caller, call, "last"));
  }

  /** An entry of another log: what a builder makes of the label and the time. */
  function addMade(label, time, builder, ...rest) {
    put(label, builder(`${name}/${label}`, toMs(time), ...rest));
  }

  /** Event id of a step, for `scenario.yml`. */
  function idOf(label) {
    return insertId(`${name}/${label}`);
  }

  return { name, add, addLong, addMade, idOf, steps };
}

export function toMs(time) {
  return typeof time === "number" ? time : Date.parse(time);
}
