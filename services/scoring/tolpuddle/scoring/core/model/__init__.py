"""The model as served: a scorecard that is looked up, nothing more."""
