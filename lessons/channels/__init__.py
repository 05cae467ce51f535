"""The lesson on several channels and several kernels."""
