"""The mathematics of convolutional neural networks, without any screen.

`shapes`, `cost`, `receptive_field` and `ops` need NumPy only. Nothing is imported here, so that
`import cnncore.ops` stays light and never pulls in torch.
"""
