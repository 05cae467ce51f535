"""Everything that knows Streamlit: the pages, what they share, and the browser components."""
