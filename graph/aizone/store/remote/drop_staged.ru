# Empties the place to send to.
DROP SILENT GRAPH <urn:staged>
