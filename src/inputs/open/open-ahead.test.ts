import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { scratchFolder } from "../__fixtures__/scratch.ts";
import { marks, newKernel } from "../__fixtures__/tiny-kernel.ts";
import { tinyRecord } from "../__fixtures__/tiny-source.ts";
import { DEFAULT_LIMITS } from "../contract.ts";
import { oneByOne, openAhead } from "./open-ahead.ts";
import { openApart } from "./open-apart.ts";
import { createHere, type Here } from "./open-here.ts";
import { pathList } from "./path-list.ts";
import type { Opened } from "./open-here.ts";
import type { MainSearcher } from "../search/search-ahead.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

const none = (): readonly MainSearcher[] => [];

function here(): Here {
  const made = createHere(DEFAULT_LIMITS, none);
  if (made === null) throw new Error("no WebAssembly");
  return made;
}

/** The thread's program as it was built: Node runs no TypeScript there. */
const program = new URL("../../../dist/inputs/open/inflate-worker.js", import.meta.url);

/** Small and large, whole and damaged, gzip and not, in a mixture that fills all memories several times. */
const files = Array.from({ length: 260 }, (_, nth) => {
  const text = Buffer.from(`{"nth":${nth},"pad":"${"ab".repeat((nth * 7919) % 60_000)}"}`);
  const packed = gzipSync(text);
  if (nth % 50 === 7) return scratch.path;
  const given = nth % 50 === 11 ? text : nth % 50 === 13 ? packed.subarray(0, packed.length - 9) : packed;
  return scratch.write(`${nth}.json.gz`, given);
});

/** A tiny log of which a thread sees that something in it may matter, in every third one. */
function logOf(nth: number): string {
  const records = Array.from({ length: 900 }, (_, at) =>
    tinyRecord({ id: `${nth}-${at}`, op: nth % 3 === 0 && at === 7 ? "Hit" : "Noise" }),
  );
  return JSON.stringify({ Records: records });
}

async function allOf(stretches: AsyncGenerator<readonly Opened[]>, given: readonly string[] = files): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  const next = oneByOne(stretches);
  for (const _ of given) {
    const input = await next();
    if ("reason" in input) all.push(input);
    else for await (const { bytes, damage } of input.windows()) all.push([input.file, input.sha256(), bytes.toString("latin1"), damage]);
  }
  return all;
}

describe("files opened one after the other", () => {
  it("are the same, in the same order, where another thread reads them ahead", async () => {
    const alone = await allOf(openAhead(pathList(files), DEFAULT_LIMITS, none, 1));
    expect(alone).toHaveLength(files.length);
    if (!existsSync(program)) return console.log("not run: another thread (npm run build first)");
    expect(await allOf(openApart(pathList(files), DEFAULT_LIMITS, none, program, here()))).toEqual(alone);
  });

  it("are named by the same digest, whichever thread made it", async () => {
    if (!existsSync(program)) return console.log("not run: another thread (npm run build first)");
    const logs = Array.from({ length: 60 }, (_, nth) => scratch.write(`log-${nth}.json.gz`, gzipSync(logOf(nth))));
    const searchers = [{ marks, kernel: newKernel() }];
    const alone = await allOf(openAhead(pathList(logs), DEFAULT_LIMITS, none, 1), logs);
    expect(
      await allOf(
        openApart(pathList(logs), DEFAULT_LIMITS, () => searchers, program, here()),
        logs,
      ),
    ).toEqual(alone);
  });

  it("are opened here if the thread fails", async () => {
    const some = files.slice(0, 30);
    const broken = new URL("data:text/javascript,throw new Error('broken')");
    expect(await allOf(openApart(pathList(some), DEFAULT_LIMITS, none, broken, here()), some)).toEqual(
      await allOf(openAhead(pathList(some), DEFAULT_LIMITS, none, 1), some),
    );
  });

  it("leave no thread behind when nobody wants the rest", async () => {
    if (!existsSync(program)) return console.log("not run: another thread (npm run build first)");
    const opened = openApart(pathList(files), DEFAULT_LIMITS, none, program, here());
    expect(await opened.next()).toMatchObject({ done: false });
    await opened.return(undefined);
    expect(await opened.next()).toMatchObject({ done: true });
  });
});
