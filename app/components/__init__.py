"""Our own Streamlit components."""
