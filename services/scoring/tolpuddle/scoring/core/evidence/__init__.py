"""What is said about a supplier: statements, where each answer comes from, which prevails, and what indicators it touches."""
