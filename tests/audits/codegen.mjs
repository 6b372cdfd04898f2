// A code generator works from the server alone. Usage: node codegen.mjs <url>
import assert from 'node:assert/strict';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildClientSchema, getIntrospectionQuery, parse, printSchema } from 'graphql';

const response = await fetch(process.argv[2], {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: getIntrospectionQuery() }),
});
const schema = buildClientSchema((await response.json()).data);

const document = parse(`
  query NextSlots($filter: SlotFilter!) { slots(filter: $filter, first: 5) { nodes { startsAt doctor { id name } } } }
  mutation Book($input: BookAppointmentInput!) {
    bookAppointment(input: $input) {
      ... on Booking { appointment { id status } }
      ... on Problem { code message }
    }
  }
`);
const code = await codegen({
  filename: 'medbook.ts',
  schema: parse(printSchema(schema)),
  documents: [{ location: 'operations.graphql', document }],
  plugins: [{ typescript: {} }, { operations: {} }],
  pluginMap: { typescript, operations },
  config: {},
});
for (const name of ['NextSlotsQuery', 'BookMutation', 'BookAppointmentInput', 'ProblemCode']) {
  assert.match(code, new RegExp(`export (type|enum) ${name}\\b`), name);
}
console.log(`${code.split('\n').length} lines of code`);
