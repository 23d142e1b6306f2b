// Asks an endpoint with Comunica and prints what it got as JSON: node comunica.mjs ENDPOINT ENTITY
import { QueryEngine } from '@comunica/query-sparql';

const [endpoint, entity] = process.argv.slice(2);
const engine = new QueryEngine();
const prefixes = 'PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> ';
const found = {};
for (const [name, source] of [['declared', { type: 'sparql', value: endpoint }], ['detected', endpoint]]) {
  const sources = [source];
  const rows = await (await engine.queryBindings(
    `${prefixes} SELECT ?u (COUNT(DISTINCT ?m) AS ?n) WHERE { ?m az:leadUnit ?u } GROUP BY ?u ORDER BY DESC(?n) LIMIT 3`,
    { sources },
  )).toArray();
  const quads = await (await engine.queryQuads(
    `${prefixes} CONSTRUCT { ?p a az:Plan } WHERE { ?p a az:Plan }`, { sources },
  )).toArray();
  found[name] = {
    leads: rows.map((row) => [row.get('u').value, Number(row.get('n').value)]),
    truth: await engine.queryBoolean(`${prefixes} ASK { ?p a az:Plan }`, { sources }),
    plans: quads.length,
  };
}
const labels = await (await engine.queryBindings(
  `${prefixes} SELECT ?label WHERE { ?unit a az:GovernmentUnit ; skos:prefLabel ?label }`, { sources: [entity] },
)).toArray();
found.labels = labels.map((row) => row.get('label').value);
console.log(JSON.stringify(found));
