"""LeNet-5 and AlexNet: two networks that began it, exact and taken apart."""
