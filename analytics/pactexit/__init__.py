"""Pact Exit: how the Russian Federation left its military and security agreements."""
