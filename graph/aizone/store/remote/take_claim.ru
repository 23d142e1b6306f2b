# Says that somebody is publishing.
INSERT DATA { GRAPH <urn:published> { <urn:published> <urn:agent> <urn:claim> } }
