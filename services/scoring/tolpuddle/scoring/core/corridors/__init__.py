"""Recruitment as a corridor: what the rules of two countries say, and what workers paid in months of pay."""
