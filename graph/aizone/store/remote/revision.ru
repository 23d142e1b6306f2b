# Notes the revision.
DELETE { GRAPH <urn:published> { <urn:published> <urn:identifier> ?before } } WHERE { GRAPH <urn:published> { <urn:published> <urn:identifier> ?before } } ;
INSERT DATA { GRAPH <urn:published> { <urn:published> <urn:identifier> <urn:revision> } }
