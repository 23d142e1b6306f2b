# Adds what was sent to a graph and to the merged one, with the superclasses of its things.
ADD <urn:staged> TO <urn:graph> ;
INSERT { GRAPH <urn:merged> { ?s ?p ?o } } WHERE { GRAPH <urn:staged> { ?s ?p ?o } } ;
INSERT { GRAPH <urn:merged> { ?s a ?wider } } WHERE {
  GRAPH <urn:staged> { ?s a ?type }
  VALUES (?type ?wider) { <urn:superclasses> }
} ;
DROP SILENT GRAPH <urn:staged>
