"""The SPARQL and About pages."""
