"""Training as a generator of events; it knows nothing of threads, Dask or Streamlit."""
