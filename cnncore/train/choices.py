"""The names a run can choose from, and the bounds its numbers keep."""

OPTIMIZERS = ("sgd", "momentum", "nesterov", "adam", "rmsprop")
SCHEDULES = ("constant", "step", "cosine", "warmup")
INITS = ("default", "he", "xavier", "zero", "too_large")

MAX_PARAMS = 2_000_000
MAX_SECONDS = 180.0
MAX_EPOCHS = 200
MIN_LEARNING_RATE = 1e-8
MAX_LEARNING_RATE = 1000.0
MAX_MEGABYTES = 800  # of one run, estimated; see `cnncore.train.limits`
