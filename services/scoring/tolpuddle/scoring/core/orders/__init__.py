"""Official orders and lists on a day: who is named, which place and which goods are covered (R23 to R28)."""
