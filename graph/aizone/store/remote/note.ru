# Notes that a graph is published.
INSERT DATA { GRAPH <urn:published> { <urn:graph> <urn:sha256> <urn:digest> } }
