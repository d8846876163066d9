import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderHtml, type ReportBundle, type ReportData } from "../../src/outputs/html.ts";
import { buildBundle } from "./__fixtures__/build.ts";
import { hostileReport, PAYLOADS } from "./__fixtures__/hostile.ts";
import { emptySample, sample } from "./__fixtures__/sample.ts";

const executablePath = findChromium();
if (executablePath === undefined) console.log("not run: no Chromium found");

function findChromium(): string | undefined {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "chromium"));
  return [process.env["CHROMIUM_PATH"] ?? "", "/usr/bin/chromium", ...onPath].find((file) => file !== "" && existsSync(file));
}

/** Runs in the page: whatever a string could have become there. */
function inspect(): unknown {
  return {
    pwned: "pwned" in globalThis,
    elements: document.querySelectorAll("img, iframe, link, base, form[action], object, embed, input[autofocus], meta[http-equiv=refresh]")
      .length,
    scripts: document.querySelectorAll("script").length,
    styles: document.querySelectorAll("style").length,
    handlers: [...document.querySelectorAll("*")].filter((element) => element.getAttributeNames().some((name) => /^on|^style$/.test(name)))
      .length,
    foreign: [...document.querySelectorAll("[href]")].filter(
      (element) => !/^(#|https:\/\/attack\.mitre\.org\/)/.test(element.getAttribute("href") ?? ""),
    ).length,
  };
}

it("finds a browser to test with, or says so", () => {
  expect(executablePath === undefined || existsSync(executablePath)).toBe(true);
});

describe.runIf(executablePath !== undefined)("in a real browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "faastrail-report-"));
  let browser: Browser;
  let bundle: ReportBundle;

  beforeAll(async () => {
    bundle = buildBundle();
    const args = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-sync",
      "--disable-component-update",
    ];
    browser = await chromium.launch({ executablePath: executablePath ?? "", args });
  });
  afterAll(async () => {
    await browser.close();
  });

  async function open(data: ReportData, options: { readonly javaScriptEnabled?: boolean } = {}): Promise<{ page: Page; noise: string[] }> {
    const file = join(folder, "report.html");
    writeFileSync(file, renderHtml(data, bundle));
    const address = pathToFileURL(file).href;
    const page = await browser.newPage(options);
    const noise: string[] = [];
    page.on("console", (message) => noise.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => noise.push(`error: ${error.message}`));
    page.on("request", (request) => {
      if (request.url() !== address) noise.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    return { page, noise };
  }

  it("opens without an error, a warning or a request", async () => {
    for (const data of [sample, emptySample]) {
      const { page, noise } = await open(data);
      expect(noise).toEqual([]);
      await page.close();
    }
  });

  it("filters by severity and by words, and unfolds raw records", async () => {
    const { page, noise } = await open(sample);
    const articles = page.locator("article.incident:visible");
    expect(await articles.count()).toBe(3);
    await page.getByLabel("critical").uncheck();
    await expect.poll(() => articles.count()).toBe(2);
    await page.getByRole("searchbox").fill("thumbnailer");
    await expect.poll(() => articles.count()).toBe(1);
    expect(await page.locator("output").textContent()).toBe("Filtered: 1 of 3 incidents");
    await page.getByRole("button", { name: "Unfold raw records" }).click();
    await expect.poll(() => page.locator("details.raw:not([open])").count()).toBe(0);
    expect(noise).toEqual([]);
    await page.close();
  });

  it("zooms a timeline until close entries come apart", async () => {
    const { page, noise } = await open(sample);
    const marks = page.locator("#incident-2 .timeline .mark");
    const before = await marks.count();
    for (let step = 0; step < 3; step++) await page.locator("#incident-2").getByLabel("Zoom timeline in").click();
    await expect.poll(() => marks.count()).toBeGreaterThan(before);
    expect(await page.locator("#incident-2 .timeline").count()).toBe(1);
    expect(noise).toEqual([]);
    await page.close();
  });

  it("prints every drawing, and is whole with scripts off", async () => {
    const { page, noise } = await open(sample, { javaScriptEnabled: false });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("svg.timeline:visible, svg.graph:visible").count()).toBe(6);
    expect(await page.locator("tr.entry:visible").count()).toBe(
      sample.incidents.reduce((sum, incident) => sum + incident.timeline.length, 0),
    );
    expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(10_000);
    expect(noise).toEqual([]);
    await page.close();
  });

  it("never scrolls sideways as a whole, wide or narrow", async () => {
    for (const width of [1280, 400]) {
      const { page } = await open(sample);
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
      await page.close();
    }
  });

  it("makes no element, attribute or call out of hostile strings", async () => {
    // Each round hands the payloads out to the fields from another start; page.test.ts tries all in all.
    for (let round = 0; round < 5; round++) {
      let turn = round * 31;
      const { page, noise } = await open(hostileReport(() => PAYLOADS[turn++ % PAYLOADS.length] ?? ""));
      expect(await page.evaluate(inspect)).toEqual({ pwned: false, elements: 0, scripts: 2, styles: 1, handlers: 0, foreign: 0 });
      await page.getByRole("searchbox").fill("script");
      await page.getByRole("button", { name: "Unfold raw records" }).click();
      expect(noise).toEqual([]);
      await page.close();
    }
  });
});
