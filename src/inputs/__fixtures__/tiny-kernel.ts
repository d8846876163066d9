import { compilePrefilter } from "../../rules/questions/prefilter.ts";
import type { ByteShape } from "../../sources/contract.ts";
import { marksOf, type Marks } from "../cut/cut.ts";
import { createFilterKernel } from "../search/byte-filter.ts";
import type { ScanKernel } from "../search/kernel-contract.ts";
import { operationRule, tinySource } from "./tiny-source.ts";

/* The search for one operation of the tiny log. */

export const marks: Marks = marksOf([tinySource]);
export const prefilter: ReturnType<typeof compilePrefilter> = compilePrefilter(
  [operationRule("Hit")],
  tinySource.bytes,
  tinySource.logsource,
);

export function newKernel(shape: ByteShape = tinySource.bytes): ScanKernel {
  const kernel = createFilterKernel(shape, prefilter);
  if (kernel === null) throw new Error("no WebAssembly here");
  return kernel;
}
