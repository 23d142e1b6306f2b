"""Answers as a page shows them: records of wording, rows, colours and positions; no Streamlit here."""
