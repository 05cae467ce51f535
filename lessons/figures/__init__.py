"""Figures of the course: pure functions from arrays to Plotly figures."""
