// The playground's examples as data, loaded through Vite because they are TypeScript and import their operations as text.
import { readFile } from "node:fs/promises";
import { buildSchema, getVariableValues, parse, validate } from "graphql";
import { runnerImport } from "vite";

const load = async (path) => (await runnerImport(new URL(path, import.meta.url).pathname)).module;

export async function loadExamples() {
  const { EXAMPLES, operation } = await load("../src/playground/examples/index.ts");
  const { NO_FACTS } = await load("../src/playground/facts.ts");
  return EXAMPLES.map((example) => ({
    id: example.id,
    query: operation(example),
    variables: example.variables?.(NO_FACTS) ?? {},
  }));
}

export async function loadSchema(path) {
  return buildSchema(await readFile(path, "utf8"));
}

/** What the schema has against an example, its variables included. */
export function problems(schema, { query, variables }) {
  const document = parse(query);
  const errors = validate(schema, document);
  if (errors.length > 0) return errors.map((error) => error.message);
  const declared = document.definitions.flatMap((definition) => definition.variableDefinitions ?? []);
  const names = new Set(declared.map((definition) => definition.variable.name.value));
  const unknown = Object.keys(variables).filter((name) => !names.has(name));
  const wrong = getVariableValues(schema, declared, variables).errors ?? [];
  return [...unknown.map((name) => `There is no variable $${name}.`), ...wrong.map((error) => error.message)];
}
