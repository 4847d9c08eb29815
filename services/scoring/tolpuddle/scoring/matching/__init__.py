"""Offline: fits the points of the matcher on labelled names and checks them on names held out. Serving reads matching.yaml."""
