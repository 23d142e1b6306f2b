# Notes that a graph is not published.
DELETE { GRAPH <urn:published> { <urn:graph> <urn:sha256> ?digest } } WHERE { GRAPH <urn:published> { <urn:graph> <urn:sha256> ?digest } }
