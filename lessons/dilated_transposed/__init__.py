"""The lesson on dilated and transposed convolution."""
