# Notes who published last.
DELETE { GRAPH <urn:published> { <urn:published> <urn:contributor> ?before } } WHERE { GRAPH <urn:published> { <urn:published> <urn:contributor> ?before } } ;
INSERT DATA { GRAPH <urn:published> { <urn:published> <urn:contributor> <urn:who> } }
