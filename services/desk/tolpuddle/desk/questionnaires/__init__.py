"""Questionnaires for people: workbooks, the terminal, files to save and resume."""
