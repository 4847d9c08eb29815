"""Reference editions: built from source documents, checked, compared, listed."""
