"""What is taught: texts, terms, questions and figures. Imports neither Streamlit nor pages."""
