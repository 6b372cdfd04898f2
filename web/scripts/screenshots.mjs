// Looks at the pages of a running server: `node scripts/screenshots.mjs [base URL]` writes docs/images/landing.png and
// playground.png; with --check it only asserts that the pages work. Either fails if a page reaches another host, logs
// an error or breaks its policy.
import assert from "node:assert/strict";
import { mkdir, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { guardedPage, launch } from "./guarded-page.mjs";

const LARGEST_IMAGE = 300 * 1024;
const isCheck = process.argv.includes("--check");
const base = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "http://127.0.0.1:8000";
const images = new URL("../../docs/images/", import.meta.url);

async function capture(page, name) {
  if (isCheck) return;
  await mkdir(images, { recursive: true });
  const path = fileURLToPath(new URL(`${name}.png`, images));
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  const { size } = await stat(path);
  assert.ok(size < LARGEST_IMAGE, `${name}.png has ${size} bytes`);
  console.log(`${path}: ${Math.round(size / 1024)} KiB`);
}

async function landing(page) {
  await page.goto(base);
  await page.locator("#health[data-state=ready]").waitFor();
  assert.equal(await page.getByRole("link", { name: "Open the playground" }).getAttribute("href"), "/graphiql");
  await capture(page, "landing");
}

/** Each line of an editor is an element of its own, and spaces are no-break spaces. */
const textOf = async (editor) =>
  (await editor.locator(":not(.hidden) > .monaco-editor .view-lines").innerText()).replaceAll("\u00a0", " ");

async function playground(page) {
  await page.goto(`${base}/graphiql#find-cardiologist`);
  const variables = page.getByLabel("Variables");
  await variables.getByText("Cardiology").waitFor();
  const response = page.waitForResponse((answer) => answer.request().postData()?.includes("FindCardiologist") ?? false);
  await page.getByRole("button", { name: /execute query/i }).click();
  const { data, errors } = await (await response).json();
  assert.equal(errors, undefined);
  const [doctor] = data.doctors.nodes;
  assert.ok(doctor, "the demo has a cardiologist");
  await page.getByLabel("Result Window").getByText("nextSlot").first().waitFor();
  await capture(page, "playground");

  await page.getByRole("button", { name: /^Book one/ }).click();
  await page.getByRole("tab", { name: "BookAsGuest" }).waitFor();
  const filledIn = await textOf(variables);
  assert.ok(filledIn.includes(doctor.id), `the booking is filled in with ${doctor.id}: ${filledIn}`);
}

async function documentation(page) {
  await page.getByRole("button", { name: /documentation explorer/i }).click();
  await page.getByRole("link", { name: "Query", exact: true }).click();
  await page.getByRole("link", { name: "doctors", exact: true }).waitFor();
}

/** The schema reaches the editor's worker: it underlines a field that does not exist. */
async function validation(page) {
  await page.getByRole("button", { name: "New tab" }).click();
  await page.getByLabel("Operation Editor").getByRole("textbox").focus();
  await page.keyboard.insertText("{ noSuchField }");
  await page.getByLabel("Operation Editor").locator(".squiggly-error").waitFor();
}

const browser = await launch();
try {
  const { page, faults } = await guardedPage(browser, base);
  for (const look of [landing, playground, documentation, validation]) await look(page);
  assert.deepEqual(faults, []);
  console.log("The pages work and stay on their own host");
} finally {
  await browser.close();
}
