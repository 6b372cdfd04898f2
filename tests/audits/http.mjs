// GraphQL over HTTP: every audit of graphql-http. Usage: node http.mjs <url>
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2] });
const failed = results.filter((result) => result.status !== 'ok');
for (const { id, name, status, reason } of failed) console.error(`${status} ${id} ${name}: ${reason}`);
console.log(`${results.length - failed.length} of ${results.length} audits pass`);
process.exit(failed.length === 0 && results.length === 61 ? 0 : 1);
