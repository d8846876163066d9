// Takes a picture of a report with the Chromium that is installed:
//   node scripts/screenshot-report.mjs REPORT.html PICTURE.png [--width 1280] [--height 1600] [--full] [--dark] [--print] [--select CSS] [--scale 1]
// `--print` shows the page as paper would; with a PICTURE ending in .pdf it prints for real.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: "string", default: "1280" },
    height: { type: "string", default: "1600" },
    scale: { type: "string", default: "1" },
    select: { type: "string" },
    full: { type: "boolean", default: false },
    dark: { type: "boolean", default: false },
    print: { type: "boolean", default: false },
  },
});
const [html, picture] = positionals;
if (html === undefined || picture === undefined) {
  console.error("usage: node scripts/screenshot-report.mjs REPORT.html PICTURE.png [options]");
  process.exit(2);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
  ],
});
try {
  const page = await browser.newPage({
    viewport: { width: Number(values.width), height: Number(values.height) },
    deviceScaleFactor: Number(values.scale),
    colorScheme: values.dark ? "dark" : "light",
  });
  await page.goto(pathToFileURL(resolve(html)).href);
  if (values.print) await page.emulateMedia({ media: "print" });
  if (picture.endsWith(".pdf")) await page.pdf({ path: picture, preferCSSPageSize: true, printBackground: true });
  else if (values.select === undefined) await page.screenshot({ path: picture, fullPage: values.full });
  else await page.locator(values.select).first().screenshot({ path: picture });
} finally {
  await browser.close();
}
