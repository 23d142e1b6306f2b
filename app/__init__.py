"""The explorer: the only code that imports Streamlit."""
