# Says that somebody is publishing no longer.
DELETE DATA { GRAPH <urn:published> { <urn:published> <urn:agent> <urn:claim> } }
