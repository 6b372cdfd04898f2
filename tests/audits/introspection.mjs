// What tools learn by introspection is the schema that is checked in. Usage: node introspection.mjs <url> <schema.graphql>
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  GraphQLSchema,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';

const [url, file] = process.argv.slice(2);

async function introspect(query, operationName) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query, operationName }),
  });
  const body = await response.text();
  assert.equal(response.status, 200, body.slice(0, 1000));
  const { data, errors } = JSON.parse(body);
  assert.equal(errors, undefined, body.slice(0, 1000));
  return buildClientSchema(data);
}

const everything = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
};
// GraphiQL's own options, with and without what a reader can switch on, and those of the oldest tools.
const graphiql = [false, true].map((on) => ({ inputValueDeprecation: on, schemaDescription: on }));
for (const options of [{ descriptions: false }, ...graphiql]) {
  await introspect(getIntrospectionQuery(options), 'IntrospectionQuery');
}

// The schema's own description is the server library's, and is in no SDL.
const bare = (schema) => new GraphQLSchema({ ...schema.toConfig(), description: undefined });
const printed = (schema) => printSchema(lexicographicSortSchema(bare(schema)));
const seen = printed(await introspect(getIntrospectionQuery(everything), 'IntrospectionQuery'));
assert.equal(seen, printed(buildSchema(readFileSync(file, 'utf8'))));
console.log(`${seen.split('\n').length} lines of schema`);
