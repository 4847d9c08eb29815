"""Questionnaires that a small business can bear: what is asked next, why, and when enough is known."""
