// Validates every example of the playground against the server's schema: `node scripts/validate-examples.mjs [schema]`.
import { fileURLToPath } from "node:url";
import { loadExamples, loadSchema, problems } from "./examples.mjs";

const schema = await loadSchema(process.argv[2] ?? fileURLToPath(new URL("../../schema.graphql", import.meta.url)));
const examples = await loadExamples();
for (const example of examples) {
  for (const problem of problems(schema, example)) {
    console.error(`${example.id}: ${problem}`);
    process.exitCode = 1;
  }
}
if (!process.exitCode) console.log(`${examples.length} examples are valid`);
