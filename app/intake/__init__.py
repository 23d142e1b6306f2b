"""Parts of the page "Add a plan": the desk, giving files, the head with its options, the panel."""
