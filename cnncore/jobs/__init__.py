"""Where training runs: the parts of `cnncore.engine`."""
