# Takes a graph out of the merged one: what it states, and the classes of its things; then puts back what other graphs state.
DELETE { GRAPH <urn:merged> { ?s a ?type } } WHERE { GRAPH <urn:graph> { ?s a ?own } GRAPH <urn:merged> { ?s a ?type } } ;
DELETE { GRAPH <urn:merged> { ?s ?p ?o } } WHERE { GRAPH <urn:graph> { ?s ?p ?o } } ;
INSERT { GRAPH <urn:merged> { ?s ?p ?o } } WHERE {
  GRAPH <urn:graph> { ?s ?p ?o }
  GRAPH ?other { ?s ?p ?o }
  FILTER(?other != <urn:graph>)
  FILTER EXISTS { GRAPH <urn:published> { ?other <urn:sha256> ?digest } }
} ;
INSERT { GRAPH <urn:merged> { ?s a ?type } } WHERE {
  GRAPH <urn:graph> { ?s a ?own }
  GRAPH ?other { ?s a ?type }
  FILTER(?other != <urn:graph>)
  FILTER EXISTS { GRAPH <urn:published> { ?other <urn:sha256> ?digest } }
} ;
INSERT { GRAPH <urn:merged> { ?s a ?wider } } WHERE {
  GRAPH <urn:graph> { ?s a ?own }
  GRAPH ?other { ?s a ?type }
  FILTER(?other != <urn:graph>)
  FILTER EXISTS { GRAPH <urn:published> { ?other <urn:sha256> ?digest } }
  VALUES (?type ?wider) { <urn:superclasses> }
} ;
DROP SILENT GRAPH <urn:graph>
