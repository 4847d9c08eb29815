"""Offline: makes the model and checks it. Alone here scikit-learn may be imported; serving looks up the scorecard."""
