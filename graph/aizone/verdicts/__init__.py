"""What people decided about names and readings: quoted, appended, withdrawn, attributed, applied again on re-reading."""
