"""Sector packs: folders of statements, questions, actions and cases, checked and compiled into tables of an edition."""
