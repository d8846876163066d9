import type { Fact } from "../../facts/fact.ts";
import type { AutomationKind, Provider } from "../../facts/kinds.ts";
import type { Attribution } from "../../resolve/acts/attribution.ts";
import type { Scene } from "../../resolve/scene.ts";
import type { Exclusion } from "../../incidents/exclusion.ts";
import type { Analytic } from "../definition.ts";
import type { Exclusions } from "./exclusions.ts";

/** The automation that a story is about. `account` and `provider` are part of its identity. */
export interface Subject {
  readonly id: string;
  readonly kind: AutomationKind;
  readonly name: string;
  readonly account: string;
  readonly provider: Provider;
}

/** A fact that the automation's own identity caused, with the reason why we say so. */
export interface Act {
  readonly fact: Fact;
  readonly attribution: Attribution;
}

/** A fact that is no evidence because the configuration says so. */
export interface Excluded {
  readonly fact: Fact;
  readonly exclusion: Exclusion;
  /** How it is tied to the automation where it is an act of it, else null. */
  readonly attribution: Attribution | null;
}

/**
 * One episode of one generation of an automation, before it is judged. Everything is in the order
 * (time, fact id) and holds only what concerns this automation.
 */
export interface Story {
  readonly subject: Subject;
  readonly analytic: Analytic;
  readonly scene: Scene;
  /** The create fact where it was seen (first episode), else the first fact. */
  readonly anchor: Fact;
  /** Every fact of the episode that could be its anchor if others had not been seen. */
  readonly anchors: readonly Fact[];
  /** Whether its creation is in the logs. */
  readonly born: boolean;
  /** All own facts of the automation up to the end of the episode, excluded ones too: for state and history. */
  readonly history: readonly Fact[];
  /** Own facts of this episode that may be evidence. */
  readonly own: readonly Fact[];
  /** Own facts that changed something, of this episode. */
  readonly changes: readonly Fact[];
  /** What its sessions and credentials did in this episode. */
  readonly acts: readonly Act[];
  /** ... and before it, for what is usual. */
  readonly earlierActs: readonly Act[];
  readonly exclusions: Exclusions;
  /** Facts of the episode and around it that are shown and never count. */
  readonly excluded: readonly Excluded[];
}
