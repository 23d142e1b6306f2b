# Adds triples to the place to send to.
INSERT DATA { GRAPH <urn:staged> {
<urn:triples>
} }
